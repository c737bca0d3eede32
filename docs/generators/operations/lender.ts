import { informationBody, placeAccountBody } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { history, views } from "../story.ts";

const BYTES_MAX = 64 * 1024;

export const lenderOperations: readonly Operation[] = [
  {
    id: "placeAccount",
    method: "POST",
    path: "/v1/accounts",
    summary: "Place an account",
    says: "Screens the account by the lender's policy, chooses an agency by the lender's contracts and offers it, all at once. An account that may not be placed is kept as `REJECTED` with every reason; that is an answer, not an error. Send an `Idempotency-Key` and a repeat is harmless: the same key and body get the first answer again.",
    for: ["Lender"],
    proves: "key",
    parameters: ["idempotencyKey"],
    request: {
      schema: "PlaceAccountRequest",
      bytesMax: BYTES_MAX,
      examples: { "personal-loan": { summary: "A personal loan, overdue", value: placeAccountBody } },
    },
    answer: {
      status: 201,
      says: "The account, screened and, when eligible, offered. `Location` leads to it.",
      schema: "AccountView",
      examples: { offered: { summary: "Eligible and offered", value: views.placed } },
      headers: ["Location", "Idempotent-Replayed"],
    },
    refusals: [
      ...keyRefusals,
      ...bodyRefusals,
      "not-found",
      "account-already-exists",
      "idempotency-key-reused",
      ...faults,
    ],
  },
  {
    id: "listAccounts",
    method: "GET",
    path: "/v1/accounts",
    summary: "List accounts",
    says: "One lender's accounts, oldest first. A lender sees its own; finance and the operator name the lender.",
    for: ["Lender", "Finance", "Operator"],
    proves: "key",
    parameters: ["limit", "cursor", "ownedBy"],
    answer: {
      status: 200,
      says: "A page of accounts.",
      schema: "AccountPage",
      examples: { "last-page": { summary: "A page that is the last", value: { items: [views.summary] } } },
    },
    refusals: [...keyRefusals, "invalid-cursor", "not-found", "invalid-request", ...faults],
  },
  {
    id: "getAccount",
    method: "GET",
    path: "/v1/accounts/:accountId",
    summary: "Read an account",
    says: "The account as it stands: balance by component, holds, verdicts, and every placement with the reason why that agency.",
    for: ["Lender", "Finance", "Operator"],
    proves: "key",
    parameters: ["accountId"],
    answer: {
      status: 200,
      says: "The account.",
      schema: "AccountView",
      examples: { "on-hold": { summary: "Active, partly paid, on hold", value: views.onHold } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    id: "listAccountEvents",
    method: "GET",
    path: "/v1/accounts/:accountId/events",
    summary: "Read an account's history",
    says: "Every event, oldest first: who did what when, with the double entries that it posted. Each event carries the hash of the one before, so that a copy can be checked.",
    for: ["Lender", "Finance", "Operator"],
    proves: "key",
    parameters: ["accountId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of events.",
      schema: "EventPage",
      examples: {
        "first-payment": {
          summary: "The first five events, up to a payment",
          value: { items: history.slice(0, 5), nextCursor: "WyJBQ0NPVU5UI2FjY18wMUpCNFIwRTNTIl0" },
        },
      },
    },
    refusals: [...keyRefusals, "invalid-cursor", "not-found", "invalid-request", ...faults],
  },
  {
    id: "provideInformation",
    method: "POST",
    path: "/v1/accounts/:accountId/information",
    summary: "Answer an agency's question",
    says: "Answers what the agency asked before it decides. The account must be `INFO_REQUIRED`; it becomes `OFFERED` again and the agency's time to answer begins anew. Who does not answer within two business days finds `INFORMATION_OVERDUE` in the account's `attention`. The text is kept sealed, told to that agency alone, and shown by no read.",
    for: ["Lender"],
    proves: "key",
    parameters: ["accountId"],
    request: {
      schema: "ProvideInformationRequest",
      bytesMax: BYTES_MAX,
      examples: { statement: { summary: "Where the statement is", value: informationBody } },
    },
    answer: {
      status: 200,
      says: "The account, offered again.",
      schema: "AccountView",
      examples: { "offered-again": { summary: "Offered again", value: views.placed } },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", "invalid-transition", ...faults],
  },
];
