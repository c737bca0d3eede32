import type { Group } from "../operation.ts";
import { lender } from "./reconciliations.ts";

/** What the general ledger calls a lender's ledger accounts. */
export const accountCodesGroup: Group = {
  name: "account-codes",
  says: "The general ledger's codes, which exports of a lender's journals have",
  operations: [
    {
      name: "show",
      says: "Shows the codes that the next export has",
      examples: ["account-codes show"],
      method: "GET",
      path: "/v1/account-codes",
      query: [lender],
    },
    {
      name: "save",
      says: "Saves codes as the next version",
      examples: ["account-codes save codes.json"],
      method: "PUT",
      path: "/v1/account-codes",
      body: "file",
    },
    {
      name: "versions",
      says: "Lists versions, newest first",
      examples: ["account-codes versions --all"],
      method: "GET",
      path: "/v1/account-codes/versions",
      query: [lender],
      paged: true,
      columns: [
        ["version", "version"],
        ["saved", "savedAt"],
        ["by", "savedBy"],
      ],
    },
    {
      name: "version",
      says: "Shows a version",
      examples: ["account-codes version 3"],
      method: "GET",
      path: "/v1/account-codes/versions/:codesVersion",
      query: [lender],
    },
  ],
};
