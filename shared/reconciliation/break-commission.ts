import type { Currency } from "../kernel/money.ts";
import { breakOf, said } from "./break.ts";
import { aboutLines, type Desk, type Ledgered, type Setting } from "./desk.ts";
import { signed, type Item } from "./item.ts";
import type { AdviceLine, Commission, Expectation, Kind } from "./model.ts";
import type { Break } from "./outcome.ts";
import type { Settled } from "./settle.ts";
import type { BreakCode } from "./wire.ts";

type Pair = Settled<Expectation, AdviceLine>;

/** What matched in money may still be wrong in commission, or have been deposited late. */
export function* matchedBreaks(setting: Setting, desk: Desk, { run }: Ledgered): Generator<Break> {
  for (const pair of run.settled) {
    const found = commissionFinding(setting, pair);
    if (found !== undefined) yield pairBreak(desk, pair, found);
    const late = depositFinding(setting, pair);
    if (late !== undefined) yield pairBreak(desk, pair, late);
  }
}

type Finding = { readonly code: BreakCode; readonly amount: number; readonly explain: readonly string[] };

const pairBreak = (desk: Desk, { lefts, rights, match: { currency } }: Pair, finding: Finding): Break => {
  const facts = {
    currency,
    reported: lefts.map(({ fact }) => fact),
    advised: rights.map(({ fact }) => fact),
  };
  return breakOf({ ...aboutLines(desk, facts), ...finding });
};

function commissionFinding({ ruleSet }: Setting, pair: Pair): Finding | undefined {
  const { taken } = pair.match;
  const due = dueOn(pair.lefts);
  if (taken === undefined || due === undefined) return undefined;
  const amounts = { due, taken, currency: pair.match.currency };
  if (pair.lefts.every(({ fact }) => fact.noFee === true))
    return taken === 0 ? undefined : apart("FEE_ON_NOFEE", amounts);
  const versions = otherPlan(pair);
  if (versions !== undefined) return apart("RATE_VERSION_DIFF", amounts, versions);
  const isLittle = Math.abs(taken - due) <= ruleSet.thresholds.commissionMinorUnits;
  return isLittle ? undefined : apart("COMMISSION_DIFF", amounts);
}

type Amounts = { readonly due: number; readonly taken: number; readonly currency: Currency };

const apart = (code: BreakCode, { due, taken, currency }: Amounts, ...why: readonly string[]): Finding => ({
  code,
  amount: taken - due,
  explain: [
    ...why,
    `${said(due, currency)} of commission and tax is due, ${said(taken, currency)} was taken`,
  ],
});

const chargeOf = (kind: Kind, { amount, tax }: Commission): number =>
  signed(kind, amount) + signed(kind, tax);

/** A gross advice need not show commission; a net one that shows none took none. */
export function takenIn(
  { advices, terms }: Pick<Desk, "advices" | "terms">,
  rights: readonly Item<AdviceLine>[],
): number | undefined {
  let taken = 0;
  for (const { fact } of rights) {
    if (fact.commission === undefined) {
      if ((advices.get(fact.remittanceId) ?? terms).mode === "GROSS") return undefined;
    } else taken += chargeOf(fact.kind, fact.commission);
  }
  return taken;
}

function dueOn(lefts: readonly Item<Expectation>[]): number | undefined {
  let due = 0;
  for (const { fact } of lefts) {
    if (fact.noFee === true) continue;
    if (fact.commission === undefined) return undefined;
    due += chargeOf(fact.kind, fact.commission);
  }
  return due;
}

function otherPlan({ lefts, rights }: Pair): string | undefined {
  const ours = lefts[0]?.fact.commission;
  const theirs = rights[0]?.fact.commission;
  if (ours?.planVersion === undefined || theirs?.planVersion === undefined) return undefined;
  if (ours.planVersion === theirs.planVersion && (theirs.planRef ?? ours.planRef) === ours.planRef)
    return undefined;
  const named = ({ planRef = "the plan", planVersion }: Commission): string =>
    `${planRef} version ${planVersion}`;
  return `the placement has ${named(ours)}, the advice used ${named(theirs)}`;
}

function ruleOf(lefts: readonly Item<Expectation>[], due: string): string {
  const rule = lefts.find(({ fact }) => fact.depositDueOn === due)?.fact.depositRule;
  return rule === undefined ? "" : `: ${rule}`;
}

function earliestDue(lefts: readonly Item<Expectation>[]): string | undefined {
  let earliest: string | undefined;
  for (const { fact } of lefts)
    if (fact.depositDueOn !== undefined && !(earliest !== undefined && earliest <= fact.depositDueOn))
      earliest = fact.depositDueOn;
  return earliest;
}

function depositFinding({ asOf }: Setting, { lefts, rights, match }: Pair): Finding | undefined {
  const due = earliestDue(lefts);
  const late = due === undefined ? undefined : rights.find(({ fact }) => (fact.depositedOn ?? asOf) > due);
  if (due === undefined || late === undefined) return undefined;
  const { depositedOn } = late.fact;
  const amount = lefts.reduce((sum, one) => sum + one.amount, 0);
  return {
    code: "TRUST_DEPOSIT_LATE",
    amount,
    explain: [
      `${said(amount, match.currency)} was to be deposited by ${due}${ruleOf(lefts, due)}`,
      depositedOn === undefined ? `no deposit is named by ${asOf}` : `it was deposited on ${depositedOn}`,
    ],
  };
}
