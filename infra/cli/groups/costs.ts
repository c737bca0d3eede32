import type { Group } from "../operation.ts";

const COST = "cst_01JB4R0E3SH5G9V1XJ7P2M4WQC_4";

export const costGroup: Group = {
  name: "costs",
  says: "What agencies spent without permission",
  operations: [
    {
      name: "list",
      says: "Lists costs that wait for the lender's word, the oldest first",
      examples: ["costs list", "costs list --all"],
      method: "GET",
      path: "/v1/costs",
      query: [
        {
          flag: "--lender <lenderId>",
          says: "whose; the operator must say",
          member: "lenderId",
        },
      ],
      paged: true,
      columns: [
        ["cost", "costId"],
        ["agency", "agencyId"],
        ["reference", "costRef"],
        ["type", "type"],
        ["amount", "amount"],
        ["received", "receivedAt"],
      ],
    },
    {
      name: "decide",
      says: "Authorises or rejects a cost",
      examples: [
        `costs decide ${COST} --decision AUTHORISED --reason "We had asked for it by telephone."`,
        `costs decide ${COST} --decision REJECTED --reason "Tracing was not ordered."`,
      ],
      method: "POST",
      path: "/v1/costs/:costId/decision",
      body: [
        { flag: "--decision <decision>", says: "AUTHORISED or REJECTED", member: "decision", needed: true },
        { flag: "--reason <text>", says: "why", member: "reason", needed: true },
      ],
      asks: "The decision is final; who authorises owes the agency the amount. Decide?",
      repeatable: true,
    },
  ],
};
