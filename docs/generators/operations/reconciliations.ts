import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { reconciliationBody, reconciliationViews } from "../reconciliation-examples.ts";

const reading = { method: "GET", for: ["Finance", "Operator"], proves: "key" } as const;
const listRefusals = [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults] as const;

/** Reported, advised, banked: what fits, and what does not. */
export const reconciliationOperations: readonly Operation[] = [
  {
    id: "requestReconciliation",
    method: "POST",
    path: "/v1/reconciliations",
    summary: "Reconcile a book",
    says: "Matches what agencies reported with what they advised, and what they advised with what the bank got, by rules in their order; makes every match with its posting, and notes what is wrong as breaks. A run that finds nothing new changes nothing, so that asking twice is harmless. Runs of one book follow each other. Needs the role `OPERATOR`.",
    for: ["Finance"],
    proves: "key",
    request: {
      schema: "ReconciliationRequest",
      bytesMax: 1024,
      examples: { book: { summary: "A lender's dollars", value: reconciliationBody } },
    },
    answer: {
      status: 202,
      says: "The run, which has not begun.",
      schema: "ReconciliationView",
      examples: { requested: { summary: "Asked for", value: reconciliationViews.requested } },
      headers: ["Location"],
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", ...faults],
  },
  {
    ...reading,
    id: "listReconciliations",
    path: "/v1/reconciliations",
    summary: "List runs",
    says: "A book's runs, newest first.",
    parameters: ["ownedBy", "bookCurrency", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of runs.",
      schema: "ReconciliationPage",
      examples: { one: { summary: "One run", value: { items: [reconciliationViews.done] } } },
    },
    refusals: listRefusals,
  },
  {
    ...reading,
    id: "getReconciliation",
    path: "/v1/reconciliations/:reconciliationId",
    summary: "Read a run",
    says: "Where a run stands and, once it is done, what it looked at and what became of it.",
    parameters: ["reconciliationId"],
    answer: {
      status: 200,
      says: "The run.",
      schema: "ReconciliationView",
      examples: { done: { summary: "Done", value: reconciliationViews.done } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
];
