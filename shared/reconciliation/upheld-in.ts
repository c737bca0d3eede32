import * as z from "zod";
import { UpheldDispute } from "../commissions/upheld.ts";
import type { GatewayEvent } from "../kernel/event.ts";
import { PlacementId } from "../kernel/ids.ts";

const Answered = z.object({ outcome: z.string() });

const Upheld = UpheldDispute.extend({ placementId: PlacementId });

/** The disputes that a history says were upheld, in the order in which they were answered. */
export const upheldIn = (history: readonly GatewayEvent[]): readonly z.infer<typeof Upheld>[] =>
  history
    .filter(({ type, data }) => type === "dispute.resolved" && Answered.parse(data).outcome === "UPHELD")
    .map(({ data }) => Upheld.parse(data));
