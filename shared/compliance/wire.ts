import * as z from "zod";
import { Instant } from "../kernel/time.ts";

/** Why nobody may contact the debtor, as shown to people. */
export const holdReasons = {
  DISPUTE: "The debtor disputes the debt.",
  VALIDATION: "The debt is being validated.",
  BREATHING_SPACE: "The debtor is in a breathing space.",
  CEASE_REQUEST: "The debtor asked not to be contacted.",
  COMPLAINT: "The debtor complained.",
  VULNERABILITY: "The debtor may be vulnerable.",
  DECEASED_CHECK: "The debtor may have died.",
  INSOLVENCY_CHECK: "The debtor may be insolvent.",
  ATTORNEY: "A lawyer acts for the debtor.",
  LENDER_PAUSE: "The lender paused the work.",
  DATA_ERROR: "The account's data may be wrong.",
  DISASTER: "The debtor lives where a disaster struck.",
  PAYMENT_IN_TRANSIT: "A payment is on its way.",
  REGULATORY: "A regulator or a court asked for it.",
} as const;

export type HoldType = keyof typeof holdReasons;

const holdTypes = [
  "DISPUTE",
  "VALIDATION",
  "BREATHING_SPACE",
  "CEASE_REQUEST",
  "COMPLAINT",
  "VULNERABILITY",
  "DECEASED_CHECK",
  "INSOLVENCY_CHECK",
  "ATTORNEY",
  "LENDER_PAUSE",
  "DATA_ERROR",
  "DISASTER",
  "PAYMENT_IN_TRANSIT",
  "REGULATORY",
] as const satisfies readonly HoldType[];

export const HoldType = z.enum(holdTypes);

/** A dispute's hold is put by raising the dispute, never by itself. */
export const HoldTypeByHand = HoldType.exclude(["DISPUTE"]);

/** `POST /v1/accounts/{accountId}/holds`: stops the work until it is released or `until` comes. */
export const PlaceHoldRequest = z.strictObject({
  type: HoldTypeByHand,
  reason: z.string().min(1).max(500),
  until: Instant.exactOptional(),
});
export type PlaceHoldRequest = z.infer<typeof PlaceHoldRequest>;

/** A hold that an agency was ordered to keep, and has not said that it does. */
export const UnacknowledgedHoldView = z.object({
  holdId: z.string(),
  accountId: z.string(),
  lenderAccountRef: z.string(),
  placementId: z.string(),
  agencyId: z.string(),
  type: z.string(),
  state: z.string(),
  placedAt: z.string(),
  remindedAt: z.string().exactOptional(),
  nextStep: z.enum(["REMIND", "ESCALATE", "RECALL"]),
  dueAt: z.string(),
});
export type UnacknowledgedHoldView = z.infer<typeof UnacknowledgedHoldView>;
