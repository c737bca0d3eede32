import type { Currency } from "../kernel/money.ts";
import { breakOf, said } from "./break.ts";
import { cancelsOut } from "./cancels-out.ts";
import { aboutLines, type Desk, type Explained, type Ledgered, type Setting } from "./desk.ts";
import type { Item } from "./item.ts";
import type { AdviceLine, Expectation } from "./model.ts";
import type { Break } from "./outcome.ts";
import { leftNamesakes, rightNamesakes } from "./references.ts";
import { originalOf } from "./reversals.ts";

/** Payments that agency and lender keep in two currencies. */
export function* currencyBreaks(desk: Desk, explained: Explained): Generator<Break> {
  if (desk.matched.size < 2 || !desk.terms.advises) return;
  const isPending = (item: Item<Expectation> | Item<AdviceLine>): boolean =>
    item.state === "OPEN" && !explained.has(item);
  yield* openInBoth(desk, explained, isPending);
  yield* namedElsewhere(desk, explained, isPending);
}

type Pending = (item: Item<Expectation> | Item<AdviceLine>) => boolean;

function* openInBoth(desk: Desk, explained: Explained, isPending: Pending): Generator<Break> {
  for (const [currency, { sides }] of desk.matched)
    for (const left of sides.lefts) {
      const right = isPending(left) ? inOtherCurrencies(desk, currency, left).find(isPending) : undefined;
      if (right === undefined) continue;
      explained.add(left).add(right);
      const { currency: other } = right.fact;
      yield breakOf({
        ...aboutLines(desk, { currency, reported: [left.fact], advised: [right.fact] }),
        code: "CURRENCY_DIFF",
        amount: left.amount,
        explain: [`reported ${said(left.amount, currency)}, advised ${said(right.amount, other)}`],
      });
    }
}

function* namedElsewhere(desk: Desk, explained: Explained, isPending: Pending): Generator<Break> {
  for (const [currency, { sides }] of desk.matched)
    for (const right of sides.rights) {
      const left = isPending(right) ? reportedElsewhere(desk, currency, right) : undefined;
      if (left === undefined) continue;
      explained.add(right);
      yield breakOf({
        ...aboutLines(desk, { currency, reported: [left.fact], advised: [right.fact] }),
        code: "CURRENCY_DIFF",
        amount: -right.amount,
        explain: [
          `reported ${said(left.amount, left.fact.currency)}, advised ${said(right.amount, currency)}`,
        ],
      });
    }
}

/** What is matched, or is another book's to match, takes no line of this currency; it says what the line is about. */
const reportedElsewhere = (
  { matched }: Desk,
  currency: Currency,
  right: Item<AdviceLine>,
): Item<Expectation> | undefined =>
  [...matched]
    .flatMap(([other, { exact }]) => (other === currency ? [] : leftNamesakes(exact, right)))
    .find(({ state }) => state === "MATCHED" || state === "SETTLED");

const inOtherCurrencies = (
  { matched }: Desk,
  currency: Currency,
  left: Item<Expectation>,
): readonly Item<AdviceLine>[] =>
  [...matched].flatMap(([other, { exact }]) => (other === currency ? [] : rightNamesakes(exact, left)));

export type Missing = { readonly ledgered: Ledgered; readonly explained: Explained };

/** What only one side has, once the other has had its time. */
export function* missingBreaks(setting: Setting, desk: Desk, missing: Missing): Generator<Break> {
  yield* missingAtAgency(setting, desk, missing);
  yield* missingAtLender(setting, desk, missing);
}

function* missingAtAgency(
  { today, asOf, ruleSet }: Setting,
  desk: Desk,
  { ledgered, explained }: Missing,
): Generator<Break> {
  const days = ruleSet.thresholds.missingAtAgencyAfterDays;
  const pending = (item: Item<Expectation>): boolean => item.state === "OPEN" && !explained.has(item);
  for (const left of ledgered.sides.lefts) {
    if (!pending(left) || left.day + days >= today || !isAdvised(desk, left.fact)) continue;
    if (cancelsOut(ledgered, left, pending)) continue;
    const { currency, effectiveOn } = left.fact;
    yield breakOf({
      ...aboutLines(desk, { currency, reported: [left.fact], advised: [] }),
      code: "PAY_MISSING_AT_AGENCY",
      amount: left.amount,
      explain: [
        `${said(left.amount, currency)} of ${effectiveOn} is on no advice by ${asOf}`,
        `an advice is expected within ${days} days`,
        ...whyOf(left.fact),
      ],
    });
  }
}

const whyOf = ({ corrects, paymentRef }: Expectation): readonly string[] =>
  corrects === undefined ? [] : [`${paymentRef} was corrected by so much after it was matched`];

const isAdvised = ({ terms }: Desk, { recipient }: Expectation): boolean =>
  terms.advises && (recipient === "AGENCY" || terms.advisesDirectPayments);

function* missingAtLender(
  { today, asOf, ruleSet }: Setting,
  desk: Desk,
  { ledgered, explained }: Missing,
): Generator<Break> {
  const days = ruleSet.thresholds.missingAtLenderAfterDays;
  for (const right of ledgered.sides.rights) {
    if (right.state !== "OPEN" || explained.has(right) || right.since + days >= today) continue;
    const { fact } = right;
    yield breakOf({
      ...aboutLines(desk, { currency: fact.currency, reported: [], advised: [fact] }),
      ...lacking(ledgered, fact),
      amount: -right.amount,
      explain: [
        `an advice lists ${said(right.amount, fact.currency)} of ${fact.effectiveOn} as ${fact.paymentRef ?? "nothing"}`,
        `no report of it came by ${asOf}, within ${days} days`,
      ],
    });
  }
}

function lacking(ledgered: Ledgered, line: AdviceLine) {
  if (line.accountId === undefined) return { code: "UNIDENTIFIED_PAYMENT" } as const;
  const isOrphan =
    line.kind === "REVERSAL" &&
    line.originalPaymentRef !== undefined &&
    originalOf(ledgered, line) === undefined;
  return { code: isOrphan ? "REVERSAL_ORPHAN" : "PAY_MISSING_AT_LENDER" } as const;
}
