import type { Turnover } from "../ledger/journal.ts";
import type { Relation } from "./relation.ts";
import type { Remittance } from "./model.ts";
import { remittancePostings } from "./postings.ts";
import type { StatementPeriod } from "./statement-period.ts";
import type { AgencyStatementView } from "./wire.ts";

/** What went in and out of an account before the period, and in it. */
export type Movement = { readonly before: Turnover; readonly within: Turnover };

export type StatementFacts = {
  readonly clearing: Movement;
  readonly inTransit: Movement;
  /** The advices that the journal has within the period, the oldest first. */
  readonly remittances: readonly Remittance[];
  /** What the last advice before the period left below zero. */
  readonly carriedBefore: number;
};

const balanceOf = ({ debit, credit }: Turnover): number => debit - credit;

/** What advices moved on an account, by side. */
function advisedOn(account: string, remittances: readonly Remittance[]): Turnover {
  const amounts = remittances
    .flatMap((remittance) => remittancePostings(remittance))
    .flatMap((leg) => (leg.account === account ? [leg.amount] : []));
  return {
    debit: amounts.reduce((sum, amount) => sum + Math.max(amount, 0), 0),
    credit: amounts.reduce((sum, amount) => sum + Math.max(0 - amount, 0), 0),
  };
}

/**
 * A statement out of the journal's sums: opening and closing are balances of the books, and what was collected,
 * reversed and remitted is everything that lies between them.
 */
export function statementSums(
  relation: Relation,
  period: StatementPeriod,
  { clearing, inTransit, remittances, carriedBefore }: StatementFacts,
): AgencyStatementView {
  const { agencyId, lenderId, currency } = relation;
  const left = advisedOn(`agency-clearing/${agencyId}`, remittances);
  const sent = advisedOn(`in-transit/${agencyId}`, remittances);
  const sum = (of: (remittance: Remittance) => number): number =>
    remittances.reduce((total, remittance) => total + of(remittance), 0);
  const [opening, openTransit] = [balanceOf(clearing.before), balanceOf(inTransit.before)];
  return {
    agencyId,
    lenderId,
    currency,
    period,
    clearing: {
      opening,
      collected: clearing.within.debit - left.debit,
      reversed: clearing.within.credit - left.credit,
      remitted: left.credit - left.debit,
      closing: opening + balanceOf(clearing.within),
    },
    inTransit: {
      opening: openTransit,
      advised: balanceOf(sent),
      arrived: balanceOf(sent) - balanceOf(inTransit.within),
      closing: openTransit + balanceOf(inTransit.within),
    },
    kept: {
      commission: sum(({ kept }) => kept.commission),
      tax: sum(({ kept }) => kept.tax),
      costs: sum(({ totals }) => totals.costs),
    },
    carriedForward: remittances.at(-1)?.carriedForward ?? carriedBefore,
    remittances: remittances.map(
      ({ remittanceId, remittanceRef, advisedAt, totals, payable, carriedForward }) => ({
        remittanceId,
        remittanceRef,
        advisedAt,
        totals,
        payable,
        carriedForward,
      }),
    ),
  };
}
