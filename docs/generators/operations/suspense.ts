import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import {
  attributedDetail,
  attributionBody,
  heldDetail,
  heldView,
  returnBody,
  returnedDetail,
} from "../suspense-examples.ts";

const operator = { for: ["Operator"], proves: "key" } as const;

const BODY_BYTES_MAX = 64 * 1024;

export const suspenseOperations: readonly Operation[] = [
  {
    ...operator,
    id: "listSuspensePayments",
    method: "GET",
    path: "/v1/suspense-payments",
    summary: "List money without an account",
    says: "Payments that agencies reported of placements that they never held, oldest first: those that are held, or those that were settled. A page is filtered after it was read: it may be shorter than `limit` and still lead on.",
    parameters: ["suspenseCurrency", "suspenseOf", "suspenseState", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of payments in suspense.",
      schema: "SuspensePaymentPage",
      examples: { page: { summary: "One is held", value: { items: [heldView] } } },
    },
    refusals: [...keyRefusals, "invalid-cursor", "invalid-request", ...faults],
  },
  {
    ...operator,
    id: "getSuspensePayment",
    method: "GET",
    path: "/v1/suspense-payments/:suspenseId",
    summary: "Read money without an account",
    says: "The payment with its history: as it was reported, what was taken back of it, how it was settled.",
    parameters: ["suspenseId"],
    answer: {
      status: 200,
      says: "The payment.",
      schema: "SuspensePaymentDetail",
      examples: { held: { summary: "Held", value: heldDetail } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    ...operator,
    id: "attributeSuspensePayment",
    method: "POST",
    path: "/v1/suspense-payments/:suspenseId/attribution",
    summary: "Attribute money to an account",
    says: "Posts the payment to the account of a placement that its agency holds or held, as of when it was paid, with all that was corrected or taken back of it since; the books of nobody give it up in the same transaction. From then on it is a payment like any other, whichever of the two placements its agency names. The agency can do the same by reporting the payment again under a new event id with the right placement. Attributing again to the same placement is harmless.",
    parameters: ["suspenseId"],
    request: {
      schema: "AttributionRequest",
      bytesMax: BODY_BYTES_MAX,
      examples: { confirmed: { summary: "The agency named a wrong placement", value: attributionBody } },
    },
    answer: {
      status: 200,
      says: "The payment.",
      schema: "SuspensePaymentDetail",
      examples: { attributed: { summary: "Where it belongs", value: attributedDetail } },
    },
    refusals: [
      ...keyRefusals,
      ...bodyRefusals,
      "not-found",
      "invalid-transition",
      "currency-mismatch",
      ...faults,
    ],
  },
  {
    ...operator,
    id: "returnSuspensePayment",
    method: "POST",
    path: "/v1/suspense-payments/:suspenseId/return",
    summary: "Take money off the books",
    says: "For money that belongs to no account here: its agency gives it back to whoever paid. Nothing of it can be taken back or attributed any more. Returning again is harmless.",
    parameters: ["suspenseId"],
    request: {
      schema: "SuspenseReturnRequest",
      bytesMax: BODY_BYTES_MAX,
      examples: { others: { summary: "Not of this gateway", value: returnBody } },
    },
    answer: {
      status: 200,
      says: "The payment.",
      schema: "SuspensePaymentDetail",
      examples: { returned: { summary: "Given back", value: returnedDetail } },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", "invalid-transition", ...faults],
  },
];
