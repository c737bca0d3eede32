import { bookExample, driftBody, driftViews, sealExample } from "../closing-examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

const reading = { method: "GET", for: ["Finance", "Operator"], proves: "key" } as const;
const listRefusals = [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults] as const;

/** How the books are kept: sealed day by day, and compared with what happened. */
export const keepingOperations: readonly Operation[] = [
  {
    ...reading,
    id: "listBooks",
    path: "/v1/ledger/books",
    summary: "List books",
    says: "Every book that something was entered into, by owner and currency, with the day up to which it is sealed. A finance key of one lender sees that lender's.",
    parameters: ["bookOf", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of books.",
      schema: "BookPage",
      examples: { one: { summary: "A lender's dollars", value: { items: [bookExample] } } },
    },
    refusals: listRefusals,
  },
  {
    ...reading,
    id: "listSeals",
    path: "/v1/ledger/seals",
    summary: "List sealed days",
    says: "What each day of a book came to when it was sealed, the latest first. A seal has the hash of the day's entries and of the seal before it, and is kept in a bucket from which nobody can take it. Nothing is posted into a sealed day.",
    parameters: ["bookOf", "bookCurrency", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of seals.",
      schema: "SealPage",
      examples: { one: { summary: "The last day of March", value: { items: [sealExample] } } },
    },
    refusals: listRefusals,
  },
  {
    id: "checkDrift",
    method: "POST",
    path: "/v1/ledger/drift",
    summary: "Check for drift",
    says: "Has the copies of some days compared with what they were copied from: daily sums with entries, entries with events, seals with days, and events with the journal. It is done within minutes; read it until it is `DONE`. Needs the role `OPERATOR`.",
    for: ["Finance"],
    proves: "key",
    request: {
      schema: "DriftRequest",
      bytesMax: 1024,
      examples: { quarter: { summary: "Two months", value: driftBody } },
    },
    answer: {
      status: 202,
      says: "The check, which has not begun.",
      schema: "DriftCheckView",
      examples: { requested: { summary: "Asked for", value: driftViews.requested } },
      headers: ["Location"],
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", ...faults],
  },
  {
    ...reading,
    id: "listDriftChecks",
    path: "/v1/ledger/drift",
    summary: "List checks for drift",
    says: "A book's checks, the latest first: one for each night, and those that somebody asked for.",
    parameters: ["bookOf", "bookCurrency", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of checks.",
      schema: "DriftCheckPage",
      examples: { one: { summary: "A night's", value: { items: [driftViews.done] } } },
    },
    refusals: listRefusals,
  },
  {
    ...reading,
    id: "getDriftCheck",
    path: "/v1/ledger/drift/:checkId",
    summary: "Read a check for drift",
    says: "Where a check stands and, once it is done, how many differences there are and the first fifty of them.",
    parameters: ["checkId"],
    answer: {
      status: 200,
      says: "The check.",
      schema: "DriftCheckView",
      examples: { done: { summary: "Nothing differs", value: driftViews.done } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
];
