import * as z from "zod";
import { ResolveDisputeRequest } from "./resolution-wire.ts";

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
