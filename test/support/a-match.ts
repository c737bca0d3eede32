import { Currency } from "../../shared/kernel/money.ts";
import { MatchId, type StoredMatch } from "../../shared/reconciliation/stored-match.ts";
import { ReconciliationId } from "../../shared/reconciliation/wire-run.ts";
import { aLenderId, anAgencyId, now } from "./builders.ts";

export const aReconciliationId = ReconciliationId.parse(`rec_${"A".repeat(26)}`);

/** A match of 100.00 USD that stands: a report and the line of an advice. */
export const aMatch = (over: Partial<StoredMatch> = {}): StoredMatch => ({
  matchId: MatchId.parse(`mat_${"B".repeat(26)}`),
  state: "MADE",
  relation: "ADVISED",
  ruleId: "EXACT",
  ruleVersion: 1,
  reconciliationId: aReconciliationId,
  lenderId: aLenderId(),
  agencyId: anAgencyId(),
  currency: Currency.parse("USD"),
  left: ["exp_1"],
  right: ["lin_1"],
  leftCount: 1,
  rightCount: 1,
  amount: 10_000,
  difference: 0,
  days: 0,
  round: 1,
  madeAt: now,
  version: 1,
  madeSequence: 1,
  sequence: 1,
  head: "a".repeat(64),
  ...over,
});
