import * as z from "zod";
import { DisputeType } from "../callbacks/event-data.ts";
import { AccountId, AgencyId, DisputeId, HoldId, KeyId, LenderId, PlacementId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import type { TransitionTable } from "../kernel/transitions.ts";
import { ResolveDisputeRequest } from "./resolution-wire.ts";

export const DisputeState = z.enum([
  "RAISED",
  "AWAITING_LENDER",
  "INVESTIGATING",
  "AWAITING_CUSTOMER",
  "UPHELD",
  "PARTLY_UPHELD",
  "REJECTED",
  "WITHDRAWN",
  "DUPLICATIVE",
]);
export type DisputeState = z.infer<typeof DisputeState>;

/** The states in which somebody still has to answer. */
const openStates = ["RAISED", "AWAITING_LENDER", "INVESTIGATING", "AWAITING_CUSTOMER"] as const;

const open: ReadonlySet<DisputeState> = new Set(openStates);

/** That the agency stopped is no state of the dispute: `heldAt` says so, whoever works on it meanwhile. */
export const disputeTransitions = {
  "order-hold": { from: ["RAISED"], to: "AWAITING_LENDER" },
  "find-duplicative": { from: ["RAISED"], to: "DUPLICATIVE" },
  investigate: { from: ["AWAITING_LENDER"], to: "INVESTIGATING" },
  "ask-customer": { from: ["AWAITING_LENDER", "INVESTIGATING"], to: "AWAITING_CUSTOMER" },
  "hear-customer": { from: ["AWAITING_CUSTOMER"], to: "INVESTIGATING" },
  uphold: { from: openStates, to: "UPHELD" },
  "partly-uphold": { from: openStates, to: "PARTLY_UPHELD" },
  reject: { from: openStates, to: "REJECTED" },
  withdraw: { from: openStates, to: "WITHDRAWN" },
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
  /** What the debtor enclosed, by name. */
  evidence: z.array(z.string()).default([]),
  /** Collection may go on only after verification was sent. */
  withinValidationPeriod: z.boolean().default(false),
  holdId: HoldId,
  /** When the agency that has the account said that it stopped. */
  heldAt: Instant.exactOptional(),
  raisedAt: Instant,
  receivedAt: Instant,
  /** What had been received on the account by then, net, in minor units. */
  paidWhenRaised: z.int().exactOptional(),
  assignee: z.string().exactOptional(),
  /** Absent while the lender's clock stands still. */
  lenderAnswerBy: Instant.exactOptional(),
  answerRule: z.string().exactOptional(),
  /** Business time that was left when the lender's clock was stopped. */
  answerMillisecondsLeft: z.int().exactOptional(),
  extensions: z.array(z.object({ days: z.int(), reason: z.string(), extendedAt: Instant })).default([]),
  noteCount: z.int().default(0),
  documentCount: z.int().default(0),
  duplicativeOf: DisputeId.exactOptional(),
  /** An answer that waits for a second key of the lender; kept once it was confirmed. */
  proposal: z
    .object({ request: ResolveDisputeRequest, proposedBy: KeyId, proposedAt: Instant })
    .exactOptional(),
  confirmedBy: KeyId.exactOptional(),
  outcome: z.string().exactOptional(),
  explanation: z.string().exactOptional(),
  verification: ResolveDisputeRequest.shape.verification,
  resolvedAt: Instant.exactOptional(),
});
export type Dispute = z.infer<typeof Dispute>;

export const isOpenDispute = ({ state }: Pick<Dispute, "state">): boolean => open.has(state);
