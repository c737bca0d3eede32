import * as z from "zod";
import { UpheldDispute } from "../commissions/upheld.ts";
import type { GatewayEvent } from "../kernel/event.ts";
import { PlacementId } from "../kernel/ids.ts";

const Answered = z.object({ placementId: PlacementId, outcome: z.string() });

/** The disputes that a history says were upheld, by their placement, in the order in which they were answered. */
export function upheldIn(
  history: readonly GatewayEvent[],
): ReadonlyMap<PlacementId, readonly UpheldDispute[]> {
  const upheld = new Map<PlacementId, readonly UpheldDispute[]>();
  for (const { type, data } of history) {
    if (type !== "dispute.resolved") continue;
    const { placementId, outcome } = Answered.parse(data);
    if (outcome !== "UPHELD") continue;
    upheld.set(placementId, [...(upheld.get(placementId) ?? []), UpheldDispute.parse(data)]);
  }
  return upheld;
}
