import { BANK_ACCOUNT_COUNT_MAX } from "../../../shared/bank-accounts/model.ts";
import { BANK_ACCOUNT_REF, bankAccountBody, bankAccountView } from "../bank-examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

const operator = { for: ["Operator"], proves: "key" } as const;

const one = { summary: `The account ${BANK_ACCOUNT_REF}`, value: bankAccountView };

export const bankAccountOperations: readonly Operation[] = [
  {
    ...operator,
    id: "putBankAccount",
    method: "PUT",
    path: "/v1/lenders/:lenderId/bank-accounts/:bankAccountRef",
    summary: "Set up or change a bank account",
    says: `A bank account of the lender: only of these are files loaded. The caller chooses the name, and it ends the ledger account, \`bank/<name>\`. Number and currency never change. A lender has ${BANK_ACCOUNT_COUNT_MAX} at most.`,
    parameters: ["lenderId", "bankAccountRef", "ifMatch"],
    request: {
      schema: "BankAccountBody",
      bytesMax: 64 * 1024,
      examples: { csv: { summary: "An account whose bank sends CSV", value: bankAccountBody } },
    },
    answer: {
      status: 200,
      says: "The account.",
      schema: "BankAccountView",
      headers: ["ETag"],
      examples: { account: one },
    },
    refusals: [
      ...keyRefusals,
      ...bodyRefusals,
      "not-found",
      "unknown-agency",
      "precondition-failed",
      "limit-reached",
      ...faults,
    ],
  },
  {
    ...operator,
    id: "getBankAccount",
    method: "GET",
    path: "/v1/lenders/:lenderId/bank-accounts/:bankAccountRef",
    summary: "Read a bank account",
    says: "The account as its files are read from now on.",
    parameters: ["lenderId", "bankAccountRef"],
    answer: {
      status: 200,
      says: "The account.",
      schema: "BankAccountView",
      headers: ["ETag"],
      examples: { account: one },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", ...faults],
  },
  {
    ...operator,
    id: "listBankAccounts",
    method: "GET",
    path: "/v1/lenders/:lenderId/bank-accounts",
    summary: "List a lender's bank accounts",
    says: "Every bank account of the lender, by name; there is one page.",
    parameters: ["lenderId"],
    answer: {
      status: 200,
      says: "The accounts.",
      schema: "BankAccountPage",
      examples: { page: { summary: "The only page", value: { items: [bankAccountView] } } },
    },
    refusals: [...keyRefusals, "invalid-request", ...faults],
  },
];
