import type { ProblemCode } from "../../../shared/kernel/problems.ts";
import {
  breakBulkBody,
  breakBulkExample,
  breakCommentBody,
  breakCommentExample,
  breakExamples,
  resolveBreakBody,
} from "../break-examples.ts";
import type { ComponentName } from "../components.ts";
import type { Example } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

const BYTES_MAX = 16 * 1024;

type Command = {
  readonly id: string;
  readonly method?: "PUT";
  readonly path: string;
  readonly summary: string;
  readonly says: string;
  readonly schema: ComponentName;
  readonly example: Example;
  readonly refusals: readonly ProblemCode[];
  readonly answer?: Operation["answer"];
};

const approving = "Needs the role `APPROVER`.";
const working = "Needs the role `OPERATOR`.";

const commands: readonly Command[] = [
  {
    id: "assignBreak",
    method: "PUT",
    path: "assignee",
    summary: "Say whose work a break is",
    says: `A person or a team, as the lender calls them; \`null\` for nobody. ${working}`,
    schema: "AssigneeRequest",
    example: { summary: "A team", value: { assignee: "reconciliation-team" } },
    refusals: ["invalid-transition"],
  },
  {
    id: "commentOnBreak",
    path: "comments",
    summary: "Write something down about a break",
    says: `The history says that there is a comment, never what it says. ${working}`,
    schema: "BreakCommentRequest",
    example: { summary: "What was done", value: breakCommentBody },
    refusals: ["limit-reached"],
    answer: {
      status: 201,
      says: "The comment.",
      schema: "BreakCommentView",
      examples: { comment: { summary: "A comment", value: breakCommentExample } },
    },
  },
  {
    id: "explainBreak",
    method: "PUT",
    path: "explanation",
    summary: "Say how a break came about",
    says: `It stays open until it is resolved. ${working}`,
    schema: "BreakExplanationRequest",
    example: { summary: "Bank charges", value: { explanation: "The agency's bank kept 5.00." } },
    refusals: ["invalid-transition"],
  },
  {
    id: "resolveBreak",
    path: "resolution",
    summary: "Resolve a break",
    says: `With what is booked for it, or with the name of an entry that settles it. An amount above the lender's \`fourEyesAbove\`, or in another currency, is proposed and waits for an approver: the answer then has a \`proposal\`. ${working}`,
    schema: "ResolveBreakRequest",
    example: { summary: "A write-off", value: resolveBreakBody },
    refusals: ["invalid-transition", "unknown-agency"],
    answer: {
      status: 200,
      says: "The break, resolved or with the proposal.",
      schema: "BreakView",
      examples: { resolved: { summary: "Resolved", value: breakExamples.resolved } },
    },
  },
  {
    id: "confirmBreakResolution",
    path: "resolution/confirmation",
    summary: "Confirm a proposed resolution",
    says: `By another key than the one that proposed it; then it is booked. ${approving}`,
    schema: "NothingRequest",
    example: { summary: "Nothing to say", value: {} },
    refusals: ["invalid-transition", "four-eyes-needed"],
    answer: {
      status: 200,
      says: "The break, resolved.",
      schema: "BreakView",
      examples: { resolved: { summary: "Resolved", value: breakExamples.resolved } },
    },
  },
  {
    id: "rejectBreakResolution",
    path: "resolution/rejection",
    summary: "Reject a proposed resolution",
    says: `The break stays open, and nothing is booked. ${approving}`,
    schema: "ReasonRequest",
    example: { summary: "Why", value: { reason: "Ask the agency for the bank's note first." } },
    refusals: ["invalid-transition"],
  },
  {
    id: "reopenBreak",
    path: "reopening",
    summary: "Open a resolved break again",
    says: `What its resolution booked is booked back, and its time begins anew. ${working}`,
    schema: "ReasonRequest",
    example: { summary: "Why", value: { reason: "The agency sent the rest after all." } },
    refusals: ["invalid-transition"],
  },
];

const commandOperations: readonly Operation[] = commands.map((one) => ({
  id: one.id,
  method: one.method ?? "POST",
  path: `/v1/breaks/:breakId/${one.path}`,
  summary: one.summary,
  says: one.says,
  for: ["Finance"],
  proves: "key",
  parameters: ["breakId", "idempotencyKey"],
  request: { schema: one.schema, bytesMax: BYTES_MAX, examples: { usual: one.example } },
  answer: one.answer ?? {
    status: 200,
    says: "The break as it is then.",
    schema: "BreakView",
    examples: { break: { summary: "A break", value: breakExamples.open } },
  },
  refusals: [
    ...keyRefusals,
    ...bodyRefusals,
    "not-found",
    "idempotency-key-reused",
    ...one.refusals,
    ...faults,
  ],
}));

/** What finance does with breaks. */
export const breakOperations: readonly Operation[] = [
  ...commandOperations,
  {
    id: "workOnBreaks",
    method: "POST",
    path: "/v1/break-bulk",
    summary: "Work on many breaks at once",
    says: `One command for at most 100 breaks, each for itself: what is refused for one changes nothing about the others. With the same \`Idempotency-Key\` a repeat does what is left. Needs the role that the command needs by itself.`,
    for: ["Finance"],
    proves: "key",
    parameters: ["idempotencyKey"],
    request: {
      schema: "BreakBulkRequest",
      bytesMax: BYTES_MAX,
      examples: { assign: { summary: "Whose work they are", value: breakBulkBody } },
    },
    answer: {
      status: 200,
      says: "What became of each.",
      schema: "BreakBulkAnswer",
      examples: { one: { summary: "Done", value: breakBulkExample } },
    },
    refusals: [...keyRefusals, ...bodyRefusals, ...faults],
  },
];
