import * as z from "zod";
import { DisputeId, HoldId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";

/**
 * A reason why nobody may contact the debtor. It is effective in the gateway when it is PLACED, ORDERED when
 * the agency was told, ACKNOWLEDGED when the agency said that it stopped, ESCALATED when it said nothing in
 * time.
 */
export const Hold = z.object({
  holdId: HoldId,
  type: z.enum(["DISPUTE"]),
  state: z.enum(["PLACED", "ORDERED", "ACKNOWLEDGED", "ESCALATED"]),
  disputeId: DisputeId,
  placedAt: Instant,
  acknowledgedAt: Instant.exactOptional(),
});
export type Hold = z.infer<typeof Hold>;

/** Hours that an agency has to acknowledge a hold. */
export const HOLD_ACKNOWLEDGE_HOURS = 24;

/** Where a type of hold comes from, as shown to people. */
export const holdReasons = { DISPUTE: "The debtor disputes the debt." } as const satisfies Record<
  Hold["type"],
  string
>;

export const replacedHold = (holds: readonly Hold[], changed: Hold): Hold[] =>
  holds.map((hold) => (hold.holdId === changed.holdId ? changed : hold));
