import type { Group } from "../operation.ts";

const AGENCY = "agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND";
const PLACEMENT = "plc_01JB4Q6N7VB7Y2K0FQZ4S6T8ND_1";
const SUSPENSE = "sus_01JB4Q6N7VB7Y2K0FQZ4S6T8ND";

/** Money whose account is not known. */
export const suspenseGroup: Group = {
  name: "suspense",
  says: "Money that agencies reported of placements that nobody knows",
  operations: [
    {
      name: "list",
      says: "Lists what is held, or what became of it",
      examples: ["suspense list --currency USD", `suspense list --currency USD --agency ${AGENCY} --all`],
      method: "GET",
      path: "/v1/suspense-payments",
      query: [
        { flag: "--currency <code>", says: "the money's currency", member: "currency", needed: true },
        { flag: "--agency <agencyId>", says: "only money of this agency", member: "agencyId" },
        { flag: "--state <state>", says: "HELD, REVERSED, ATTRIBUTED or RETURNED", member: "state" },
      ],
      paged: true,
      columns: [
        ["money", "suspenseId"],
        ["agency", "agencyId"],
        ["payment", "paymentRef"],
        ["placement", "reportedPlacementId"],
        ["state", "state"],
        ["held", "held"],
      ],
    },
    {
      name: "show",
      says: "Shows it with its history",
      examples: [`suspense show ${SUSPENSE}`],
      method: "GET",
      path: "/v1/suspense-payments/:suspenseId",
    },
    {
      name: "attribute",
      says: "Posts it to the account of a placement that its agency held",
      examples: [
        `suspense attribute ${SUSPENSE} --placement ${PLACEMENT} --explanation "Two digits were swapped" --yes`,
      ],
      method: "POST",
      path: "/v1/suspense-payments/:suspenseId/attribution",
      body: [
        { flag: "--placement <placementId>", says: "whose money it is", member: "placementId", needed: true },
        { flag: "--explanation <text>", says: "why", member: "explanation", needed: true },
      ],
      asks: "The account is paid with it. Attribute it?",
      repeatable: true,
    },
    {
      name: "return",
      says: "Takes it off the books: its agency gives it back to whoever paid",
      examples: [`suspense return ${SUSPENSE} --explanation "No account here" --yes`],
      method: "POST",
      path: "/v1/suspense-payments/:suspenseId/return",
      body: [{ flag: "--explanation <text>", says: "why", member: "explanation", needed: true }],
      asks: "No account is ever paid with it. Return it?",
      repeatable: true,
    },
  ],
};
