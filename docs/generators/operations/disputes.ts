import { partlyUpheldBody, rejectedBody } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { views } from "../story.ts";

export const disputeOperations: readonly Operation[] = [
  {
    id: "listDisputes",
    method: "GET",
    path: "/v1/disputes",
    summary: "List open disputes",
    says: "The disputes of one lender that wait for an answer, oldest first. There are no pages: answer some, and the next ones show.",
    for: ["Lender", "Finance", "Operator"],
    proves: "key",
    parameters: ["limit", "ownedBy"],
    answer: {
      status: 200,
      says: "The open disputes.",
      schema: "DisputeList",
      examples: { one: { summary: "One dispute waits", value: { items: [views.openDispute] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", ...faults],
  },
  {
    id: "getDispute",
    method: "GET",
    path: "/v1/disputes/:disputeId",
    summary: "Read a dispute",
    says: "The dispute, what the debtor said, and its outcome once there is one.",
    for: ["Lender", "Finance", "Operator"],
    proves: "key",
    parameters: ["disputeId"],
    answer: {
      status: 200,
      says: "The dispute.",
      schema: "DisputeView",
      examples: { open: { summary: "Waiting for the lender", value: views.openDispute } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    id: "resolveDispute",
    method: "POST",
    path: "/v1/disputes/:disputeId/resolution",
    summary: "Answer a dispute",
    says: "`UPHELD` recalls the placement, `PARTLY_UPHELD` takes an amount off a component, `REJECTED` and `WITHDRAWN` let the agency go on. The agency hears the outcome, then what follows from it; the hold is released. A dispute is answered once.",
    for: ["Lender"],
    proves: "key",
    parameters: ["disputeId"],
    request: {
      schema: "ResolveDisputeRequest",
      bytesMax: 16 * 1024,
      examples: {
        rejected: { summary: "The balance is right", value: rejectedBody },
        "partly-upheld": { summary: "A part of the balance is wrong", value: partlyUpheldBody },
      },
    },
    answer: {
      status: 200,
      says: "The dispute with its outcome.",
      schema: "DisputeView",
      examples: { answered: { summary: "Partly upheld", value: views.answeredDispute } },
    },
    refusals: [
      ...keyRefusals,
      ...bodyRefusals,
      "not-found",
      "invalid-transition",
      "currency-mismatch",
      "amount-exceeds-balance",
      ...faults,
    ],
  },
];
