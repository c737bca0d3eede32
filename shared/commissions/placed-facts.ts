import { dateOf } from "../kernel/time.ts";
import type { Placement } from "../placements/model.ts";
import type { PlacedFacts } from "./facts.ts";
import type { PlacedCommission } from "./model.ts";

/** What a placement keeps of the day that it was made, and how it ended. Its day is that of the offer, in UTC. */
export const placedFactsOf = (
  placement: Pick<Placement, "offeredAt" | "placedBalance" | "number" | "endedAt" | "tailUntil">,
  { ageDays, region }: Pick<PlacedCommission, "ageDays" | "region">,
): PlacedFacts => ({
  placedOn: dateOf(placement.offeredAt),
  placedBalance: placement.placedBalance,
  placedAgeDays: ageDays,
  placementNumber: placement.number,
  region,
  ...(placement.endedAt !== undefined && { endedOn: dateOf(placement.endedAt) }),
  ...(placement.tailUntil !== undefined && { tailUntil: dateOf(placement.tailUntil) }),
});
