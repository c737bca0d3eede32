import { ids } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import {
  adviceBody,
  remittanceExample,
  remittanceLinesExample,
  statementExample,
} from "../remittance-examples.ts";

const refusals = [...keyRefusals, "not-found", ...faults] as const;

const adviceRefusals = [
  ...bodyRefusals,
  ...refusals,
  "remittance-currency-mixed",
  "remittance-line-repeated",
  "remittance-totals-differ",
  "remittance-ref-reused",
  "idempotency-key-reused",
] as const;

const one = { summary: "A net advice", value: remittanceExample };

const advised = {
  status: 201,
  says: "The remittance as it was advised.",
  schema: "RemittanceView",
  examples: { one },
  headers: ["Location", "Idempotent-Replayed"],
} as const;

const page = {
  status: 200,
  says: "A page of remittances.",
  schema: "RemittancePage",
  examples: { one: { summary: "One", value: { items: [remittanceExample] } } },
} as const;

const read = {
  status: 200,
  says: "The remittance.",
  schema: "RemittanceView",
  examples: { one },
} as const;

const lines = {
  status: 200,
  says: "A page of lines.",
  schema: "RemittanceLinePage",
  examples: { two: { summary: "A payment and a cost", value: { items: remittanceLinesExample } } },
} as const;

const BODY_BYTES_MAX = 1024 * 1024;

const checked =
  "All of it is checked before anything is written: one currency, no line twice, and totals that are the sums of the lines; what differs is named, and nothing is taken. Amounts are above zero, the sign comes from the kind. The same `remittanceRef` with the same content is answered as the first time, with another content it is refused. Up to 2,000 lines.";

/** What agencies say that they remit. */
export const remittanceOperations: readonly Operation[] = [
  {
    id: "adviseRemittance",
    method: "POST",
    path: "/v1/agencies/:agencyId/remittances",
    summary: "Advise a remittance",
    says: `What the agency remits to a lender, line by line. ${checked} An advice that leaves less than nothing is paid with nothing, and the rest is carried forward: the next one begins with it as \`broughtForward\`.`,
    for: ["Agency"],
    proves: "key",
    parameters: ["agencyId", "idempotencyKey"],
    request: {
      schema: "AdviceBody",
      bytesMax: BODY_BYTES_MAX,
      examples: {
        net: { summary: "A payment with its commission kept back, and a cost", value: adviceBody },
      },
    },
    answer: advised,
    refusals: adviceRefusals,
  },
  {
    id: "listOwnRemittances",
    method: "GET",
    path: "/v1/agencies/:agencyId/remittances",
    summary: "List the agency's remittances",
    says: "Newest first. A page may have fewer than were asked for when some are left out by `state` or `lenderId`.",
    for: ["Agency"],
    proves: "key",
    parameters: ["agencyId", "remittancesOfLender", "remittanceState", "limit", "cursor"],
    answer: page,
    refusals: [...refusals, "invalid-request", "invalid-cursor"],
  },
  {
    id: "getOwnRemittance",
    method: "GET",
    path: "/v1/agencies/:agencyId/remittances/:remittanceId",
    summary: "Read one of the agency's remittances",
    says: "Its totals, where it stands, and what was odd about it.",
    for: ["Agency"],
    proves: "key",
    parameters: ["agencyId", "remittanceId"],
    answer: read,
    refusals,
  },
  {
    id: "listOwnRemittanceLines",
    method: "GET",
    path: "/v1/agencies/:agencyId/remittances/:remittanceId/lines",
    summary: "List the lines of one of the agency's remittances",
    says: "In the order of the advice.",
    for: ["Agency"],
    proves: "key",
    parameters: ["agencyId", "remittanceId", "limit", "cursor"],
    answer: lines,
    refusals: [...refusals, "invalid-request", "invalid-cursor"],
  },
  {
    id: "adviseRemittanceOnBehalf",
    method: "POST",
    path: "/v1/remittances",
    summary: "Advise a remittance on behalf of an agency",
    says: `What an agency told finance by mail or on paper, entered by a person with the role \`OPERATOR\`. ${checked}`,
    for: ["Finance"],
    proves: "key",
    parameters: ["idempotencyKey"],
    request: {
      schema: "AdviceOnBehalf",
      bytesMax: BODY_BYTES_MAX,
      examples: {
        net: { summary: "What the agency sent by mail", value: { ...adviceBody, agencyId: ids.agencyId } },
      },
    },
    answer: advised,
    refusals: adviceRefusals,
  },
  {
    id: "listRemittances",
    method: "GET",
    path: "/v1/remittances",
    summary: "List a lender's remittances",
    says: "Newest first. A page may have fewer than were asked for when some are left out by `state` or `agencyId`.",
    for: ["Finance", "Operator"],
    proves: "key",
    parameters: ["remittancesOf", "remittancesBy", "remittanceState", "limit", "cursor"],
    answer: page,
    refusals: [...refusals, "invalid-request", "invalid-cursor"],
  },
  {
    id: "getRemittance",
    method: "GET",
    path: "/v1/remittances/:remittanceId",
    summary: "Read a remittance",
    says: "Its totals, where it stands, and what was odd about it.",
    for: ["Finance", "Operator"],
    proves: "key",
    parameters: ["remittanceId"],
    answer: read,
    refusals,
  },
  {
    id: "listRemittanceLines",
    method: "GET",
    path: "/v1/remittances/:remittanceId/lines",
    summary: "List the lines of a remittance",
    says: "In the order of the advice.",
    for: ["Finance", "Operator"],
    proves: "key",
    parameters: ["remittanceId", "limit", "cursor"],
    answer: lines,
    refusals: [...refusals, "invalid-request", "invalid-cursor"],
  },
  {
    id: "getAgencyStatement",
    method: "GET",
    path: "/v1/agencies/:agencyId/statements/:period",
    summary: "Read an agency's statement of account",
    says: "How the agency and a lender stood over a calendar month (UTC) in one currency: what the agency had of the lender's money, what it collected, reversed and remitted, what is on its way, what it kept back. Opening and closing are balances of the lender's books. With `format=csv` it is a file for a spreadsheet; with `format=html`, or `Accept: text/html`, a page to print. Of the running month, what was posted in the last seconds may be missing.",
    for: ["Agency", "Finance"],
    proves: "key",
    parameters: ["agencyId", "period", "statementOf", "bookCurrency", "statementFormat"],
    answer: {
      status: 200,
      says: "The statement.",
      schema: "AgencyStatementView",
      examples: { one: { summary: "A month with one advice", value: statementExample } },
    },
    refusals: [...refusals, "invalid-request", "limit-reached"],
  },
];
