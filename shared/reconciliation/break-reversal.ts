import { breakOf, said } from "./break.ts";
import { aboutLines, type Desk, type Ledgered, type Setting } from "./desk.ts";
import type { Item } from "./item.ts";
import type { Expectation } from "./model.ts";
import type { Break } from "./outcome.ts";
import { correctionsOf, isReport, originalOf } from "./reversals.ts";
import type { BreakCode } from "./wire.ts";

/** Reversals of nothing, of more than there is left, and after the end. */
export function* reversalBreaks(setting: Setting, desk: Desk, ledgered: Ledgered): Generator<Break> {
  for (const taken of ledgered.reversals.values()) {
    const reversals = taken.filter(isReport);
    const original = reversals[0] && originalOf(ledgered, reversals[0].fact);
    const was = original && paidAsOfNow(ledgered, original);
    for (const { reversal, finding } of findings(setting, was, reversals))
      if (finding !== undefined && reversal.state !== "SETTLED") yield reversalBreak(desk, reversal, finding);
  }
}

/** A payment with what it was corrected by after it was matched. */
type Original = Pick<Item<Expectation>, "reference" | "amount">;

const paidAsOfNow = (ledgered: Ledgered, payment: Item<Expectation>): Original => ({
  reference: payment.reference,
  amount: correctionsOf(ledgered, payment).reduce((sum, { amount }) => sum + amount, payment.amount),
});

function findings(
  setting: Setting,
  original: Original | undefined,
  reversals: readonly Item<Expectation>[],
): readonly { readonly reversal: Item<Expectation>; readonly finding: Finding | undefined }[] {
  let rest = original?.amount ?? 0;
  const amounts = new Set<number>();
  return reversals.flatMap((reversal) => {
    rest += reversal.amount;
    const again = amounts.has(reversal.amount);
    amounts.add(reversal.amount);
    const finding =
      original === undefined ? orphan(setting, reversal) : excess(reversal, { original, rest, again });
    return [
      { reversal, finding },
      { reversal, finding: late(reversal) },
    ];
  });
}

type Finding = { readonly code: BreakCode; readonly explain: readonly string[] };

const reversalBreak = (desk: Desk, { fact, amount }: Item<Expectation>, finding: Finding): Break =>
  breakOf({
    ...aboutLines(desk, { currency: fact.currency, reported: [fact], advised: [] }),
    amount,
    ...finding,
  });

function orphan(
  { today, ruleSet }: Setting,
  { day, reference, fact }: Item<Expectation>,
): Finding | undefined {
  const days = ruleSet.thresholds.missingAtLenderAfterDays;
  if (day + days >= today) return undefined;
  const explain = [
    `${reference} takes back ${fact.originalPaymentRef}, which nobody reported`,
    `a payment may come ${days} days after its reversal`,
  ];
  return { code: "REVERSAL_ORPHAN", explain };
}

type Excess = { readonly original: Original; readonly rest: number; readonly again: boolean };

function excess({ fact }: Item<Expectation>, { original, rest, again }: Excess): Finding | undefined {
  if (rest >= 0) return undefined;
  const was = said(original.amount, fact.currency);
  const explain = [
    `${original.reference} was ${was}, and ${said(-rest, fact.currency)} more than that is taken back`,
  ];
  return { code: again ? "REVERSAL_TWICE" : "REVERSAL_EXCEEDS", explain };
}

function late({ fact: { effectiveOn, placement } }: Item<Expectation>): Finding | undefined {
  if (placement?.finalizedOn === undefined || effectiveOn <= placement.finalizedOn) return undefined;
  const explain = [`taken back on ${effectiveOn}, finalised on ${placement.finalizedOn}`];
  return { code: "REVERSAL_LATE", explain };
}
