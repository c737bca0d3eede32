import * as z from "zod";
import { AgencyId, DisputeId, HoldId, LenderId, ReportId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { HoldType } from "./wire.ts";

/** Who put a hold and may release it; a dispute's or a report's hold goes with its answer. */
const HoldOwner = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("LENDER"), id: LenderId }),
  z.object({ kind: z.literal("AGENCY"), id: AgencyId }),
  z.object({ kind: z.literal("DISPUTE"), id: DisputeId }),
  z.object({ kind: z.literal("REPORT"), id: ReportId }),
]);

/**
 * A reason why nobody may contact the debtor. It is effective in the gateway when it is PLACED, ORDERED when
 * the agency was told, ACKNOWLEDGED when the agency said that it stopped, ESCALATED when it said nothing in
 * time.
 */
export const Hold = z.object({
  holdId: HoldId,
  type: HoldType,
  state: z.enum(["PLACED", "ORDERED", "ACKNOWLEDGED", "ESCALATED"]),
  owner: HoldOwner,
  placedAt: Instant,
  until: Instant.exactOptional(),
  /** When the agency was told again to stop, for it had not said that it did. */
  remindedAt: Instant.exactOptional(),
  acknowledgedAt: Instant.exactOptional(),
});
export type Hold = z.infer<typeof Hold>;

/** When a hold stood that stands no more. */
export const FormerHold = z.object({ holdId: HoldId, placedAt: Instant, endedAt: Instant });

/** Hours that an agency has to acknowledge a hold, and again after it was escalated before it loses the account. */
export const HOLD_ACKNOWLEDGE_HOURS = 24;

/** Hours after which an agency that was silent so far is told again. */
export const HOLD_REMIND_HOURS = 12;

/** As many reasons at once as an account carries; every callback writes them again. */
export const HOLD_COUNT_MAX = 8;

export const replacedHold = (holds: readonly Hold[], changed: Hold): Hold[] =>
  holds.map((hold) => (hold.holdId === changed.holdId ? changed : hold));
