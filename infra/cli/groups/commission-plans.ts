import type { Group } from "../operation.ts";

const LENDER = "lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA";
const PLAN = "us-consumer-2026";

export const commissionPlanGroup: Group = {
  name: "commission-plans",
  says: "How agencies' commission is calculated",
  operations: [
    {
      name: "list",
      says: "Lists a lender's commission plans",
      examples: [`commission-plans list ${LENDER}`],
      method: "GET",
      path: "/v1/lenders/:lenderId/commission-plans",
      paged: true,
      columns: [
        ["plan", "planRef"],
        ["version", "version"],
        ["name", "name"],
        ["currency", "currency"],
        ["rule", "rule.kind"],
        ["of", "feeBase"],
      ],
    },
    {
      name: "show",
      says: "Shows a plan",
      examples: [`commission-plans show ${LENDER} ${PLAN}`],
      method: "GET",
      path: "/v1/lenders/:lenderId/commission-plans/:planRef",
    },
    {
      name: "save",
      says: "Sets a plan up or changes it, for what is placed from now on",
      examples: [`commission-plans save ${LENDER} ${PLAN} plan.json`],
      method: "PUT",
      path: "/v1/lenders/:lenderId/commission-plans/:planRef",
      body: "file",
    },
    {
      name: "versions",
      says: "Lists the versions of a plan",
      examples: [`commission-plans versions ${LENDER} ${PLAN}`],
      method: "GET",
      path: "/v1/lenders/:lenderId/commission-plans/:planRef/versions",
      paged: true,
      columns: [
        ["version", "version"],
        ["saved", "savedAt"],
        ["rule", "rule"],
      ],
    },
    {
      name: "preview",
      says: "Explains what one payment would bear",
      examples: ["commission-plans preview payment.json --json"],
      method: "POST",
      path: "/v1/commission-previews",
      body: "file",
      repeatable: true,
    },
  ],
};
