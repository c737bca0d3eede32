import type { Operation } from "../operation.ts";

const ACCOUNT = "acc_01JB4R0E3SH5G9V1XJ7P2M4WQC";

/** What was paid of an account, and what the lender does to its balance: commands of `accounts`. */
export const balanceCommands: readonly Operation[] = [
  {
    name: "payments",
    says: "Lists what was paid, and until when it may go back",
    examples: [`accounts payments ${ACCOUNT}`],
    method: "GET",
    path: "/v1/accounts/:accountId/payments",
    columns: [
      ["reference", "paymentRef"],
      ["agency", "agencyId"],
      ["paid", "effectiveOn"],
      ["amount", "amount"],
      ["reversed", "reversed"],
      ["method", "method"],
      ["status", "status"],
      ["until", "provisionalUntil"],
      ["reserved", "reserved"],
    ],
  },
  {
    name: "refund",
    says: "Records that the debtor was paid back, out of a JSON file",
    examples: [`accounts refund ${ACCOUNT} refund.json`],
    method: "POST",
    path: "/v1/accounts/:accountId/refunds",
    body: "file",
    repeatable: true,
  },
  {
    name: "legal-stage",
    says: "Says since when a placement is in which legal stage, by a JSON file",
    examples: [`accounts legal-stage ${ACCOUNT} stage.json`],
    method: "POST",
    path: "/v1/accounts/:accountId/legal-stage",
    body: "file",
    repeatable: true,
  },
  {
    name: "write-off",
    says: "Writes off what is owed, or a part of it, by a JSON file",
    examples: [`accounts write-off ${ACCOUNT} write-off.json`],
    method: "POST",
    path: "/v1/accounts/:accountId/write-offs",
    body: "file",
    repeatable: true,
    asks: "What is written off is no debt any more. Write it off?",
  },
];
