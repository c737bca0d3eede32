import * as z from "zod";
import { DisputeType } from "../callbacks/event-data.ts";
import { DisputeId } from "../kernel/ids.ts";
import { LocalDate } from "../kernel/time.ts";

/** A dispute of a placement that ended for the debtor, as far as commission is concerned. */
export const UpheldDispute = z.object({
  disputeId: DisputeId,
  type: DisputeType,
  /** The day it was raised, or the day it was known here where the debtor is said to have raised it later. */
  raisedOn: LocalDate,
});
export type UpheldDispute = z.infer<typeof UpheldDispute>;

/** Once these hold, this debtor never owed the debt: it should never have been collected. */
const neverOwed: ReadonlySet<UpheldDispute["type"]> = new Set([
  "NOT_MINE",
  "IDENTITY_THEFT",
  "DEBT_NOT_EXIST",
]);

/** From when on payments bear nothing: from the beginning of the placement, or from the day of the dispute. */
export const ReachOfDispute = z.enum(["PLACEMENT", "DISPUTE"]);

export type Reached = UpheldDispute & { readonly reach: z.infer<typeof ReachOfDispute> };

/** The dispute for which a payment of this day bears nothing: one that reaches all of the placement goes first. */
export function reachedBy(disputes: readonly UpheldDispute[], effectiveOn: LocalDate): Reached | undefined {
  const all = disputes.find(({ type }) => neverOwed.has(type));
  if (all !== undefined) return { ...all, reach: "PLACEMENT" };
  const since = disputes.find(({ raisedOn }) => effectiveOn >= raisedOn);
  return since && { ...since, reach: "DISPUTE" };
}
