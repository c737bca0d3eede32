import type { ProblemCode } from "../../../shared/kernel/problems.ts";
import { DOWNLOAD_SECONDS, UPLOAD_SECONDS } from "../../../shared/disputes/document-links.ts";
import type { ComponentName } from "../components.ts";
import { announcedExample, documentExample, noteExample } from "../dispute-examples.ts";
import { documentBody, noteBody, type Example } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { views } from "../story.ts";

const BYTES_MAX = 16 * 1024;

const minutes = (seconds: number): number => seconds / 60;

type Command = {
  readonly id: string;
  readonly method?: "PUT";
  readonly path: string;
  readonly summary: string;
  readonly says: string;
  readonly schema: ComponentName;
  readonly example: Example;
  readonly refusals?: readonly ProblemCode[];
  readonly answer?: Operation["answer"];
};

const nothing: Example = { summary: "Nothing to say", value: {} };

const commands: readonly Command[] = [
  {
    id: "assignDispute",
    method: "PUT",
    path: "assignee",
    summary: "Say whose work a dispute is",
    says: "A person or a team, as the lender calls them; `null` for nobody.",
    schema: "AssigneeRequest",
    example: { summary: "A team", value: { assignee: "statements-team" } },
    refusals: ["invalid-transition"],
  },
  {
    id: "addDisputeNote",
    path: "notes",
    summary: "Write something down about a dispute",
    says: "Notes are the lender's own; the history says that there is one, never what it says.",
    schema: "NoteRequest",
    example: { summary: "What was done", value: noteBody },
    refusals: ["limit-reached"],
    answer: {
      status: 201,
      says: "The note.",
      schema: "NoteView",
      examples: { note: { summary: "A note", value: noteExample } },
    },
  },
  {
    id: "extendDispute",
    path: "extension",
    summary: "Take more time to answer",
    says: "Business days of where the debtor lives, on top of what is left; twice at most. The hold stands meanwhile.",
    schema: "ExtensionRequest",
    example: { summary: "Three more days", value: { days: 3, reason: "The archive needs until Friday." } },
    refusals: ["invalid-transition", "limit-reached"],
  },
  {
    id: "investigateDispute",
    path: "investigation",
    summary: "Say that a dispute is looked into",
    says: "The lender's time goes on.",
    schema: "NothingRequest",
    example: nothing,
    refusals: ["invalid-transition"],
  },
  {
    id: "askCustomer",
    path: "customer-question",
    summary: "Say that the debtor was asked",
    says: "The lender's time stands still until `customer-answer`. The question is kept as a note; the gateway does not send it.",
    schema: "NoteRequest",
    example: { summary: "What was asked", value: { text: "Which of the two late fees do you dispute?" } },
    refusals: ["invalid-transition"],
  },
  {
    id: "hearCustomer",
    path: "customer-answer",
    summary: "Say what the debtor answered",
    says: "The lender's time goes on with what was left. The answer is kept as a note.",
    schema: "NoteRequest",
    example: { summary: "What was answered", value: { text: "The second one, of January 2025." } },
    refusals: ["invalid-transition"],
  },
  {
    id: "announceDocument",
    path: "documents",
    summary: "Announce a document",
    says: `The answer says where to send the file, for ${minutes(UPLOAD_SECONDS)} minutes: only this type, this length and these bytes are taken, and only once.`,
    schema: "DocumentRequest",
    example: { summary: "A statement", value: documentBody },
    refusals: ["invalid-transition", "limit-reached"],
    answer: {
      status: 201,
      says: "The document, and where to send it.",
      schema: "DocumentView",
      headers: ["Location"],
      examples: { document: { summary: "Awaited", value: announcedExample } },
    },
  },
  {
    id: "confirmResolution",
    path: "resolution/confirmation",
    summary: "Confirm a proposed answer",
    says: "By another key of the same lender than the one that proposed it. The answer is decided on what stands now.",
    schema: "NothingRequest",
    example: nothing,
    refusals: [
      "invalid-transition",
      "four-eyes-needed",
      "verification-needed",
      "currency-mismatch",
      "amount-exceeds-balance",
    ],
  },
  {
    id: "cancelResolution",
    path: "resolution/cancellation",
    summary: "Take a proposed answer back",
    says: "By any key of the lender.",
    schema: "NothingRequest",
    example: nothing,
    refusals: ["invalid-transition"],
  },
];

const commandOperations: readonly Operation[] = commands.map((one) => ({
  id: one.id,
  method: one.method ?? "POST",
  path: `/v1/disputes/:disputeId/${one.path}`,
  summary: one.summary,
  says: one.says,
  for: ["Lender"],
  proves: "key",
  parameters: ["disputeId", "idempotencyKey"],
  request: { schema: one.schema, bytesMax: BYTES_MAX, examples: { usual: one.example } },
  answer: one.answer ?? {
    status: 200,
    says: "The dispute as it is then.",
    schema: "DisputeView",
    examples: { dispute: { summary: "A dispute", value: views.openDispute } },
  },
  refusals: [
    ...keyRefusals,
    ...bodyRefusals,
    "not-found",
    "idempotency-key-reused",
    ...(one.refusals ?? []),
    ...faults,
  ],
}));

const reading = {
  method: "GET",
  for: ["Lender", "Finance", "Operator"],
  proves: "key",
} as const satisfies Partial<Operation>;

export const disputeWorkOperations: readonly Operation[] = [
  ...commandOperations,
  {
    ...reading,
    id: "listDisputeNotes",
    path: "/v1/disputes/:disputeId/notes",
    summary: "List a dispute's notes",
    says: "Oldest first: what the lender wrote down, and what agencies reported as text.",
    parameters: ["disputeId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of notes.",
      schema: "NotePage",
      examples: { one: { summary: "One note", value: { items: [noteExample] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
  {
    ...reading,
    id: "listDocuments",
    path: "/v1/disputes/:disputeId/documents",
    summary: "List a dispute's documents",
    says: "All of them, oldest first. One that has come since somebody looked is found, and recorded in the history.",
    parameters: ["disputeId"],
    answer: {
      status: 200,
      says: "The documents.",
      schema: "DocumentList",
      examples: { one: { summary: "One is awaited", value: { items: [documentExample] } } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    ...reading,
    id: "getDocument",
    path: "/v1/disputes/:disputeId/documents/:documentId",
    summary: "Read a document",
    says: `Once it is stored, with a link that saves it, good for ${minutes(DOWNLOAD_SECONDS)} minutes. A browser shows nothing of it: what others sent may be anything.`,
    parameters: ["disputeId", "documentId"],
    answer: {
      status: 200,
      says: "The document.",
      schema: "DocumentView",
      examples: { awaited: { summary: "Awaited", value: documentExample } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
];
