import { costViews, decideCostBody } from "../cost-examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

/** What agencies spent without permission. */
export const costOperations: readonly Operation[] = [
  {
    id: "listCosts",
    method: "GET",
    path: "/v1/costs",
    summary: "List costs that nobody authorised",
    says: "The costs of one lender that wait for its word, the oldest first: a `cost.incurred` that named no permission. Nobody owes them so far.",
    for: ["Lender", "Finance", "Operator"],
    proves: "key",
    parameters: ["costState", "limit", "cursor", "ownedBy"],
    answer: {
      status: 200,
      says: "A page of costs that wait.",
      schema: "CostPage",
      examples: { one: { summary: "One cost waits", value: { items: [costViews.pending] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
  {
    id: "decideCost",
    method: "POST",
    path: "/v1/costs/:costId/decision",
    summary: "Authorise or reject a cost",
    says: "`AUTHORISED`: the lender owes the agency the cost from now on, posted with the decision. `REJECTED`: nobody ever does. The debtor owes it in neither case. The agency hears `cost.decided`. A cost is decided once; the same decision again changes nothing.",
    for: ["Lender"],
    proves: "key",
    parameters: ["costId"],
    request: {
      schema: "DecideCostRequest",
      bytesMax: 16 * 1024,
      examples: { authorised: { summary: "The lender takes it on", value: decideCostBody } },
    },
    answer: {
      status: 200,
      says: "The cost with the decision.",
      schema: "CostView",
      examples: { authorised: { summary: "Authorised", value: costViews.authorised } },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", "invalid-transition", ...faults],
  },
];
