import { accountCodesBody, accountCodesView } from "../ledger-examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

const reading = { method: "GET", for: ["Finance", "Operator"], proves: "key" } as const;
const codes = {
  status: 200,
  schema: "AccountCodesView",
  examples: { three: { summary: "Three codes", value: accountCodesView } },
} as const;

/** What the general ledger calls a lender's ledger accounts. */
export const accountCodesOperations: readonly Operation[] = [
  {
    ...reading,
    id: "getAccountCodes",
    path: "/v1/account-codes",
    summary: "Read the account codes",
    says: "The codes of the general ledger that exports of a lender's journals have, unless they are asked with others. Version 0 is none: every ledger account keeps its own name.",
    parameters: ["ownedBy"],
    answer: { ...codes, says: "The latest version.", headers: ["ETag"] },
    refusals: [...keyRefusals, "not-found", "invalid-request", ...faults],
  },
  {
    id: "saveAccountCodes",
    method: "PUT",
    path: "/v1/account-codes",
    summary: "Save account codes",
    says: "All codes at once, as the next version. The same codes are the same version. Exports that were asked for before keep theirs. Needs the role `APPROVER`.",
    for: ["Finance"],
    proves: "key",
    parameters: ["ifMatch"],
    request: {
      schema: "AccountCodesRequest",
      bytesMax: 64 * 1024,
      examples: { three: { summary: "Three codes", value: accountCodesBody } },
    },
    answer: { ...codes, says: "The version as it was saved.", headers: ["ETag"] },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", "precondition-failed", ...faults],
  },
  {
    ...reading,
    id: "listAccountCodes",
    path: "/v1/account-codes/versions",
    summary: "List versions of account codes",
    says: "A lender's versions, newest first.",
    parameters: ["ownedBy", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of versions.",
      schema: "AccountCodesPage",
      examples: { one: { summary: "One", value: { items: [accountCodesView] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
  {
    ...reading,
    id: "getAccountCodesVersion",
    path: "/v1/account-codes/versions/:codesVersion",
    summary: "Read a version of account codes",
    says: "What a version says never changes: an export names the one that it has.",
    parameters: ["codesVersion", "ownedBy"],
    answer: { ...codes, says: "The version." },
    refusals: [...keyRefusals, "not-found", "invalid-request", ...faults],
  },
];
