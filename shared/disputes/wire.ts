import * as z from "zod";
import { Component } from "../ledger/model.ts";
import { PositiveMoney } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";

/** What was sent to a debtor who asked what the debt is made of. */
const Verification = z.strictObject({
  sentOn: LocalDate,
  documents: z.array(z.string().min(1).max(200)).min(1).max(20),
});

/** What the lender decides. UPHELD recalls the placement, PARTLY_UPHELD lowers a component, REJECTED releases. */
export const ResolveDisputeRequest = z
  .strictObject({
    outcome: z.enum(["UPHELD", "PARTLY_UPHELD", "REJECTED", "WITHDRAWN"]),
    explanation: z.string().min(1).max(2000),
    adjustment: z.strictObject({ component: Component, amount: PositiveMoney }).exactOptional(),
    verification: Verification.exactOptional(),
  })
  .refine((body) => (body.outcome === "PARTLY_UPHELD") === (body.adjustment !== undefined), {
    error: "an adjustment goes with PARTLY_UPHELD, and only with it",
    path: ["adjustment"],
  });
export type ResolveDisputeRequest = z.infer<typeof ResolveDisputeRequest>;

/** `PUT /v1/disputes/{disputeId}/assignee`: whose work it is, as the lender calls them; null is nobody's. */
export const AssigneeRequest = z.strictObject({ assignee: z.string().min(1).max(100).nullable() });
export type AssigneeRequest = z.infer<typeof AssigneeRequest>;

/** `POST …/notes`, `…/customer-question` and `…/customer-answer` */
export const NoteRequest = z.strictObject({ text: z.string().min(1).max(4000) });
export type NoteRequest = z.infer<typeof NoteRequest>;

/** The most business days that one extension gives. */
const EXTENSION_DAYS_MAX = 10;

/** `POST …/extension` */
export const ExtensionRequest = z.strictObject({
  days: z.int().min(1).max(EXTENSION_DAYS_MAX),
  reason: z.string().min(1).max(500),
});
export type ExtensionRequest = z.infer<typeof ExtensionRequest>;

const Proposal = z.object({
  request: ResolveDisputeRequest,
  proposedBy: z.string(),
  proposedAt: z.string(),
});

export const DisputeView = z.object({
  disputeId: z.string(),
  accountId: z.string(),
  placementId: z.string(),
  agencyId: z.string(),
  state: z.string(),
  type: z.string(),
  channel: z.string(),
  inWriting: z.boolean(),
  narrative: z.string(),
  evidence: z.array(z.string()),
  withinValidationPeriod: z.boolean(),
  holdId: z.string(),
  heldAt: z.string().exactOptional(),
  raisedAt: z.string(),
  receivedAt: z.string(),
  assignee: z.string().exactOptional(),
  lenderAnswerBy: z.string().exactOptional(),
  answerRule: z.string().exactOptional(),
  answerMillisecondsLeft: z.int().exactOptional(),
  extensions: z.array(z.object({ days: z.int(), reason: z.string(), extendedAt: z.string() })),
  noteCount: z.int(),
  documentCount: z.int(),
  duplicativeOf: z.string().exactOptional(),
  proposal: Proposal.exactOptional(),
  confirmedBy: z.string().exactOptional(),
  outcome: z.string().exactOptional(),
  explanation: z.string().exactOptional(),
  verification: z.object({ sentOn: z.string(), documents: z.array(z.string()) }).exactOptional(),
  resolvedAt: z.string().exactOptional(),
});
export type DisputeView = z.infer<typeof DisputeView>;

export const NoteView = z.object({
  noteId: z.string(),
  disputeId: z.string(),
  /** What it was said for. */
  kind: z.enum(["NOTE", "CUSTOMER_QUESTION", "CUSTOMER_ANSWER", "EVIDENCE"]),
  text: z.string(),
  writtenBy: z.object({ kind: z.string(), id: z.string() }),
  writtenAt: z.string(),
});
export type NoteView = z.infer<typeof NoteView>;
