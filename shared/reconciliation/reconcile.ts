import type { LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import { attributionBreaks } from "./break-attribution.ts";
import { matchedBreaks } from "./break-commission.ts";
import { creditBreaks } from "./break-credit.ts";
import { suspectedDuplicates } from "./break-duplicate.ts";
import { fundingBreaks } from "./break-funding.ts";
import { currencyBreaks, missingBreaks } from "./break-missing.ts";
import { referenceBreaks } from "./break-reference.ts";
import { headerBreaks } from "./break-remittance.ts";
import { reversalBreaks } from "./break-reversal.ts";
import type { Desk, Explained, Ledgered, Setting } from "./desk.ts";
import { fundedOf, type Funded } from "./funding.ts";
import { dayNumbers } from "./item.ts";
import { match } from "./match.ts";
import type { Advice, BankLine, Books, Terms } from "./model.ts";
import type { Ambiguity, Break, Limit, Match, Reconciliation } from "./outcome.ts";
import { pigeonholesOf, type Lot, type Pigeonhole } from "./pigeonholes.ts";
import { reversalsByPayment } from "./reversals.ts";
import { inOrder, sortedById } from "./sorted.ts";
import { unmatchedIn } from "./unmatched.ts";
import type { RuleSet } from "./wire.ts";

/**
 * Matches what agencies reported with what they advised, and what they advised with what the bank got, by rules that
 * are data; and tells what is wrong with the rest. The order of the facts means nothing.
 */
export function reconcile(books: Books, ruleSet: RuleSet): Reconciliation {
  const dayOf = dayNumbers();
  const setting: Setting = { asOf: books.asOf, today: dayOf(books.asOf), dayOf, ruleSet };
  const termsOf = termsBook(books.terms);
  const banked = new Map<Advice, readonly BankLine[]>();
  const desks = pigeonholesOf(books, dayOf).map((hole) => deskOf(setting, hole, { termsOf, banked }));
  const funded = fundedOf(setting, desks, books.bankLines);
  for (const one of funded) rememberBanked(one, banked);
  return {
    ...foundBy([...desks.flatMap((desk) => [...desk.matched.values()]), ...funded]),
    breaks: breaksOf(setting, { desks, funded, books }),
    unmatched: unmatchedIn(desks, funded, books.bankLines),
  };
}

type TermsOf = (hole: Pick<Terms, "lenderId" | "agencyId">) => Terms;

function termsBook(all: readonly Terms[]): TermsOf {
  const book = new Map(all.map((terms) => [`${terms.lenderId} ${terms.agencyId}`, terms]));
  return ({ lenderId, agencyId }) => {
    const terms = book.get(`${lenderId} ${agencyId}`);
    if (terms === undefined) throw new RangeError(`${lenderId} and ${agencyId} have no terms`);
    return terms;
  };
}

type DeskParts = { readonly termsOf: TermsOf; readonly banked: Desk["banked"] };

function deskOf(setting: Setting, hole: Pigeonhole, { termsOf, banked }: DeskParts): Desk {
  const { lenderId, agencyId, advices, openAdvices, lots } = hole;
  const matched = new Map<Currency, Ledgered>();
  for (const [currency, lot] of inOrder(lots))
    matched.set(currency, ledgeredOf(setting, lenderId, { currency, lot }));
  return { lenderId, agencyId, terms: termsOf(hole), advices, openAdvices, matched, banked };
}

function ledgeredOf(
  { ruleSet }: Setting,
  lenderId: LenderId,
  { currency, lot }: { readonly currency: Currency; readonly lot: Lot },
): Ledgered {
  const ruleVersion = ruleSet.version;
  const relation = "ADVISED" as const;
  const run = { relation, lenderId, currency, ruleVersion, settled: [], ambiguities: [], limits: [] };
  return {
    ...match(run, ruleSet.rules, { relation, ...lot }),
    reversals: reversalsByPayment(lot.lefts),
  };
}

function rememberBanked({ run }: Funded, banked: Map<Advice, readonly BankLine[]>): void {
  for (const { lefts, rights } of run.settled)
    for (const { fact } of lefts)
      if ("remittanceId" in fact)
        banked.set(
          fact,
          rights.map((right) => right.fact),
        );
}

type Runs = readonly {
  readonly run: {
    readonly settled: readonly { readonly match: Match }[];
    readonly ambiguities: readonly Ambiguity[];
    readonly limits: readonly Limit[];
  };
}[];

function foundBy(runs: Runs): Pick<Reconciliation, "matches" | "ambiguities" | "limits"> {
  const matches: Match[] = [];
  for (const { run } of runs) for (const settled of run.settled) matches.push(settled.match);
  return {
    matches,
    ambiguities: runs.flatMap(({ run }) => run.ambiguities),
    limits: runs.flatMap(({ run }) => run.limits),
  };
}

type Found = { readonly desks: readonly Desk[]; readonly funded: readonly Funded[]; readonly books: Books };

function breaksOf(setting: Setting, { desks, funded, books }: Found): readonly Break[] {
  const breaks: Break[] = [];
  const take = (found: Iterable<Break>): void => {
    for (const one of found) breaks.push(one);
  };
  for (const desk of desks) {
    const explained: Explained = new Set();
    const ledgers = [...desk.matched.values()];
    for (const ledgered of ledgers) {
      take(matchedBreaks(setting, desk, ledgered));
      take(attributionBreaks(setting, desk, ledgered));
      take(reversalBreaks(setting, desk, ledgered));
      take(suspectedDuplicates(setting, desk, ledgered));
      take(referenceBreaks(setting, desk, { ledgered, explained }));
    }
    take(currencyBreaks(desk, explained));
    for (const ledgered of ledgers) take(missingBreaks(setting, desk, { ledgered, explained }));
    take(headerBreaks(desk));
  }
  for (const one of funded) take(fundingBreaks(setting, one));
  const credits = sortedById(
    books.credits,
    ({ accountId, agencyId, currency }) => `${accountId} ${agencyId} ${currency}`,
  );
  take(creditBreaks(credits, setting.ruleSet.thresholds));
  return breaks;
}
