import { Rule, Thresholds } from "../../shared/reconciliation/wire.ts";
import { sentenceOf } from "../../shared/reconciliation/rule-words.ts";
import { agencyId } from "./story.ts";
import { ids } from "./examples.ts";

const book = { lenderId: ids.lenderId, currency: "USD" } as const;

export const reconciliationBody = book;

const requested = {
  reconciliationId: "rec_01JB4R7A5V2C8E0G3K6M9P1S4W",
  ...book,
  state: "REQUESTED",
  dryRun: false,
  requestedAt: "2026-03-31T06:00:00.000Z",
} as const;

export const reconciliationViews = {
  requested,
  done: {
    ...requested,
    state: "DONE",
    ruleVersion: 1,
    startedAt: "2026-03-31T06:00:00.411Z",
    finishedAt: "2026-03-31T06:00:04.812Z",
    parts: 1,
    partsDone: 1,
    counts: {
      collected: 118,
      expectations: 204,
      adviceLines: 198,
      bankLines: 3,
      found: 199,
      matched: 199,
      notMade: 0,
      ambiguous: 0,
      limits: 0,
      unmatched: 7,
      breaks: { AMOUNT_DIFF: 1, PAY_MISSING_AT_AGENCY: 6 },
    },
  },
} as const;

const made = {
  matchId: "mat_5B1D0C7A9E3F2846B8D1C3A57E",
  state: "MADE",
  relation: "ADVISED",
  ruleId: "REF-NEAR",
  ruleVersion: 1,
  reconciliationId: requested.reconciliationId,
  ...book,
  agencyId,
  left: [`${agencyId}/P/PAY-2207`],
  right: [`${ids.placementId.replace("plc_", "rml_").slice(0, 30)}_17`],
  leftCount: 1,
  rightCount: 1,
  amount: 25_000,
  difference: -1,
  days: 2,
  reference: "PAY-2207",
  round: 1,
  madeAt: "2026-03-31T06:00:03.120Z",
  version: 1,
} as const;

export const unmatchBody = { reason: "The line is for another payment of the debtor's." } as const;

const unmatched = {
  ...made,
  state: "UNMATCHED",
  unmatched: {
    ...unmatchBody,
    mayMatchAgain: false,
    by: "key_01JB4Q9C2M6XT8W0ZP5K3RVHGE",
    at: "2026-04-01T09:12:44.007Z",
  },
  version: 2,
} as const;

export const matchViews = {
  made,
  unmatched,
  allowed: {
    ...unmatched,
    unmatched: { ...unmatched.unmatched, mayMatchAgain: true },
    version: 3,
  },
} as const;

export const matchFact = { side: "LEFT", id: made.left[0] } as const;

export const matchUnmatchedEvent = {
  eventId: "evt_5B1D0C7A9E3F2846B8D1C3A57E_2",
  accountId: made.matchId,
  sequence: 2,
  type: "match.unmatched",
  actor: { kind: "FINANCE", id: unmatched.unmatched.by },
  effectiveAt: unmatched.unmatched.at,
  receivedAt: unmatched.unmatched.at,
  data: { reason: unmatchBody.reason, mayMatchAgain: false },
  postings: [
    { account: `agency-clearing/${agencyId}`, amount: 1 },
    { account: "tolerance", amount: -1 },
  ],
  postedAt: unmatched.unmatched.at,
  previousHash: "9f1c0a7be2d4536880b1d2c3e4f5a697887766554433221100ffeeddccbbaa99",
  hash: "3a5e8d7c6b4f20191817161514131211100f0e0d0c0b0a090807060504030201",
} as const;

const ownRules = [
  { ruleId: "REF", relation: "ADVISED", kind: "REFERENCE", tolerance: { daysBefore: 5, daysAfter: 5 } },
  { ruleId: "BANK-REF", relation: "FUNDED", kind: "REFERENCE", tolerance: { daysBefore: 2, daysAfter: 60 } },
] as const;

export const matchingRulesBody = {
  lenderId: ids.lenderId,
  rules: ownRules,
  thresholds: { missingAtAgencyAfterDays: 40 },
} as const;

const rulesInForce = {
  lenderId: ids.lenderId,
  version: 2,
  state: "IN_FORCE",
  rules: ownRules.map((one) => {
    const rule = Rule.parse(one);
    return { rule, says: sentenceOf(rule) };
  }),
  thresholds: Thresholds.parse(matchingRulesBody.thresholds),
  savedBy: unmatched.unmatched.by,
  savedAt: "2026-03-20T10:00:00.000Z",
} as const;

export const matchingRulesViews = {
  inForce: rulesInForce,
  rejected: {
    ...rulesInForce,
    state: "REJECTED",
    decidedBy: "key_01JB4QC7Y2N8ZV3W6XK0T5MRHP",
    decidedAt: "2026-03-20T11:30:00.000Z",
    reason: "The tolerance is too wide.",
  },
} as const;
