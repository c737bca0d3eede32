import type { Group } from "../operation.ts";

export const debtorGroups: readonly Group[] = [
  {
    name: "debtors",
    says: "Who owes",
    operations: [
      {
        name: "look-up",
        says: "Finds a debtor's accounts by the identifier in a JSON file, which no shell remembers",
        examples: ["debtors look-up identifier.json", "debtors look-up - < identifier.json"],
        method: "POST",
        path: "/v1/debtor-lookups",
        body: "file",
        repeatable: true,
        columns: [
          ["account", "accountId"],
          ["reference", "lenderAccountRef"],
          ["lifecycle", "lifecycle"],
          ["outstanding", "balance.outstanding"],
        ],
      },
    ],
  },
  {
    name: "eligibility",
    says: "What would become of an account",
    operations: [
      {
        name: "check",
        says: "Screens the account in a JSON file without placing it",
        examples: ["eligibility check account.json"],
        method: "POST",
        path: "/v1/eligibility-checks",
        body: "file",
        repeatable: true,
      },
    ],
  },
];
