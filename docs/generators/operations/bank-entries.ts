import type { ProblemCode } from "../../../shared/kernel/problems.ts";
import { bankEntries, correctBankEntryBody, rejectBankEntryBody } from "../bank-entry-examples.ts";
import type { ComponentName } from "../components.ts";
import type { Example } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

const reading = { method: "GET", for: ["Finance", "Operator"], proves: "key" } as const;
const BYTES_MAX = 32 * 1024;

const one = "/v1/bank-statements/:bankFileId/quarantined/:entryNumber";

const reads: readonly Operation[] = [
  {
    ...reading,
    id: "listWaitingBankEntries",
    path: "/v1/bank-quarantine",
    summary: "List what waits of banks' files",
    says: "The lender's work list: entries of all its files that could not be read and that nobody has settled yet, the oldest file first. What is proposed is among them.",
    parameters: ["ownedBy", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of entries.",
      schema: "QuarantinedBankLinePage",
      examples: { one: { summary: "An amount with a letter", value: { items: [bankEntries.waiting] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
  {
    ...reading,
    id: "getQuarantinedBankLine",
    path: one,
    summary: "Read an entry that could not be read",
    says: "The entry as it came, and what people made of it: what is proposed, or how it was settled, by whom and why.",
    parameters: ["bankFileId", "entryNumber"],
    answer: {
      status: 200,
      says: "The entry.",
      schema: "QuarantinedBankLine",
      examples: {
        waiting: { summary: "An amount with a letter", value: bankEntries.waiting },
        corrected: { summary: "Corrected", value: bankEntries.corrected },
      },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    ...reading,
    id: "listBankFileEvents",
    path: "/v1/bank-statements/:bankFileId/events",
    summary: "Read the history of a bank's file",
    says: "What the file posted when it was loaded, and everything that people decided about entries of it since, oldest first.",
    parameters: ["bankFileId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of events.",
      schema: "EventPage",
      examples: { one: { summary: "An entry was corrected", value: { items: [bankEntries.event] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
];

type Command = {
  readonly id: string;
  readonly path: string;
  readonly summary: string;
  readonly says: string;
  readonly schema: ComponentName;
  readonly example: Example;
  readonly answered: Example;
  readonly refusals: readonly ProblemCode[];
};

const corrected: Example = { summary: "Corrected", value: bankEntries.corrected };

const stating = ["currency-mismatch", "bank-entry-not-booked", "bank-line-known", "limit-reached"] as const;

const commands: readonly Command[] = [
  {
    id: "correctBankEntry",
    path: "correction",
    summary: "Correct an entry that could not be read",
    says: "States what the entry says. It becomes a booked line of its file, posts as the file's other lines did, and is open for the next run. Its identity is the one that any file gives it in which it can be read, so that it is not counted again when the bank sends it again: state the bank's own reference where there is one, and all texts where there is none. Where a line that says the same stands already, the entry is that line, and is rejected; `isAnother` says that it is another movement. The statement's sums, faults and proof are as they are with the line, and the break that the entry opened is resolved; the last entry of a statement whose lines then still do not make its closing balance leaves it open, by the difference. An amount above the lender's `fourEyesAbove`, or in another currency, is proposed and waits for an approver. Needs the role `OPERATOR`.",
    schema: "CorrectBankEntryRequest",
    example: { summary: "An amount with a letter", value: correctBankEntryBody },
    answered: corrected,
    refusals: ["invalid-transition", ...stating],
  },
  {
    id: "rejectBankEntry",
    path: "rejection",
    summary: "Reject an entry that could not be read",
    says: "It is no money, or money that is counted elsewhere, and never becomes a line. What it is worth nobody can say: where the lender has a `fourEyesAbove`, it is proposed and waits for an approver. Needs the role `OPERATOR`.",
    schema: "RejectBankEntryRequest",
    example: { summary: "A line of text", value: rejectBankEntryBody },
    answered: { summary: "Waits for an approver", value: bankEntries.proposed },
    refusals: ["invalid-transition"],
  },
  {
    id: "confirmBankEntry",
    path: "proposal/confirmation",
    summary: "Confirm how an entry is settled",
    says: "By another key than the one that proposed it; then it is so. Needs the role `APPROVER`.",
    schema: "NothingRequest",
    example: { summary: "Nothing to say", value: {} },
    answered: corrected,
    refusals: ["invalid-transition", "four-eyes-needed", ...stating],
  },
  {
    id: "declineBankEntry",
    path: "proposal/rejection",
    summary: "Reject how an entry was to be settled",
    says: "The entry waits again, as if nobody had proposed anything. Needs the role `APPROVER`.",
    schema: "ReasonRequest",
    example: { summary: "Why", value: { reason: "Ask the bank for the entry first." } },
    answered: { summary: "It waits", value: bankEntries.waiting },
    refusals: ["invalid-transition"],
  },
];

/** What banks' files have that could not be read, and what finance does about it. */
export const bankEntryOperations: readonly Operation[] = [
  ...reads,
  ...commands.map(({ id, path, summary, says, schema, example, answered, refusals }): Operation => ({
    id,
    method: "POST",
    path: `${one}/${path}`,
    summary,
    says,
    for: ["Finance"],
    proves: "key",
    parameters: ["bankFileId", "entryNumber", "idempotencyKey"],
    request: { schema, bytesMax: BYTES_MAX, examples: { usual: example } },
    answer: {
      status: 200,
      says: "The entry as it is then.",
      schema: "QuarantinedBankLine",
      examples: { entry: answered },
    },
    refusals: [
      ...keyRefusals,
      ...bodyRefusals,
      "not-found",
      "idempotency-key-reused",
      ...refusals,
      ...faults,
    ],
  })),
];
