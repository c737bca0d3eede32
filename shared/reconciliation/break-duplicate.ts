import { breakOf, said } from "./break.ts";
import { aboutLines, type Desk, type Ledgered, type Setting } from "./desk.ts";
import type { Item } from "./item.ts";
import type { Expectation } from "./model.ts";
import type { Break } from "./outcome.ts";
import { reversalsOf } from "./reversals.ts";

/** Payments of one placement that look like each other under two references. */
export function* suspectedDuplicates({ ruleSet }: Setting, desk: Desk, ledgered: Ledgered): Generator<Break> {
  const days = ruleSet.thresholds.duplicateWithinDays;
  for (const payments of severalByPlacement(ledgered.sides.lefts)) {
    const standing = payments.filter((one) => !isTakenBack(ledgered, one)).sort(bySameness);
    for (let n = 1; n < standing.length; n += 1) {
      const [earlier, later] = standing.slice(n - 1, n + 1);
      if (earlier !== undefined && later !== undefined && isSuspect(earlier, later, days))
        yield suspicion(desk, earlier, later);
    }
  }
}

/** Most placements have one payment: those are never listed. */
function severalByPlacement(lefts: readonly Item<Expectation>[]): readonly Item<Expectation>[][] {
  const first = new Map<string, Item<Expectation>>();
  const several = new Map<string, Item<Expectation>[]>();
  for (const left of lefts) {
    if (left.group !== "PAYMENT") continue;
    const { placementId } = left.fact;
    const before = first.get(placementId);
    if (before === undefined) first.set(placementId, left);
    else {
      const all = several.get(placementId);
      if (all === undefined) several.set(placementId, [before, left]);
      else all.push(left);
    }
  }
  return [...several.values()];
}

const bySameness = (a: Item<Expectation>, b: Item<Expectation>): number =>
  a.amount - b.amount || compare(wayOf(a.fact), wayOf(b.fact)) || a.day - b.day || compare(a.id, b.id);

/** What the lender got is known by two who call its method as they like. */
const wayOf = ({ recipient, method }: Expectation): string => (recipient === "LENDER" ? "LENDER" : method);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const isTakenBack = (ledgered: Ledgered, payment: Item<Expectation>): boolean =>
  reversalsOf(ledgered, payment).reduce((rest, { amount }) => rest + amount, payment.amount) <= 0;

const isSuspect = (earlier: Item<Expectation>, later: Item<Expectation>, days: number): boolean =>
  earlier.amount === later.amount &&
  wayOf(earlier.fact) === wayOf(later.fact) &&
  later.day - earlier.day <= days &&
  earlier.reference !== later.reference &&
  !(earlier.state === "SETTLED" && later.state === "SETTLED");

function suspicion(desk: Desk, earlier: Item<Expectation>, later: Item<Expectation>): Break {
  const { currency, recipient, method } = later.fact;
  const how = recipient === "LENDER" ? "paid to the lender" : `by ${method}`;
  return breakOf({
    ...aboutLines(desk, { currency, reported: [earlier.fact, later.fact], advised: [] }),
    code: "SUSPECTED_DUPLICATE",
    amount: -later.amount,
    explain: [
      `${earlier.reference} and ${later.reference} are both ${said(later.amount, currency)} ${how}`,
      `${later.day - earlier.day} days lie between them`,
    ],
  });
}
