import type { PlacementId } from "../kernel/ids.ts";
import { dateOf, type LocalDate } from "../kernel/time.ts";
import type { Placement } from "../placements/model.ts";
import type { PlacementReads } from "./recovery-deps.ts";

/** Placements by their ids; those that were offered later were not there on the day. */
export async function placementsById(
  { placements }: PlacementReads,
  ids: readonly PlacementId[],
  day: LocalDate,
): Promise<ReadonlyMap<PlacementId, Placement>> {
  const found = await placements.findAll([...new Set(ids)]);
  return new Map(
    found.filter(({ offeredAt }) => dateOf(offeredAt) <= day).map((one) => [one.placementId, one]),
  );
}
