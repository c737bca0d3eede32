import * as z from "zod";
import { DisputeType } from "../callbacks/event-data.ts";
import { AccountId, AgencyId, DisputeId, HoldId, LenderId, PlacementId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import type { TransitionTable } from "../kernel/transitions.ts";

export const DisputeState = z.enum([
  "RAISED",
  "AWAITING_LENDER",
  "UPHELD",
  "PARTLY_UPHELD",
  "REJECTED",
  "WITHDRAWN",
  "DUPLICATIVE",
]);
export type DisputeState = z.infer<typeof DisputeState>;

const open = ["RAISED", "AWAITING_LENDER"] as const;

export const disputeTransitions = {
  "order-hold": { from: ["RAISED"], to: "AWAITING_LENDER" },
  "find-duplicative": { from: ["RAISED"], to: "DUPLICATIVE" },
  uphold: { from: open, to: "UPHELD" },
  "partly-uphold": { from: open, to: "PARTLY_UPHELD" },
  reject: { from: open, to: "REJECTED" },
  withdraw: { from: open, to: "WITHDRAWN" },
} as const satisfies TransitionTable<DisputeState>;

export const Dispute = z.object({
  disputeId: DisputeId,
  accountId: AccountId,
  lenderId: LenderId,
  placementId: PlacementId,
  agencyId: AgencyId,
  state: DisputeState,
  type: DisputeType,
  channel: z.string(),
  inWriting: z.boolean(),
  narrative: z.string(),
  holdId: HoldId,
  raisedAt: Instant,
  receivedAt: Instant,
  lenderAnswerBy: Instant.exactOptional(),
  duplicativeOf: DisputeId.exactOptional(),
  outcome: z.string().exactOptional(),
  explanation: z.string().exactOptional(),
  resolvedAt: Instant.exactOptional(),
});
export type Dispute = z.infer<typeof Dispute>;

/** Days that the lender has to bring evidence. */
export const LENDER_ANSWER_DAYS = 7;
