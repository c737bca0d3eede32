import { breakOf, said } from "./break.ts";
import { aboutLines, type Desk, type Explained, type Ledgered, type Setting } from "./desk.ts";
import { agreesOnScope, byAge, type Item } from "./item.ts";
import type { AdviceLine, Expectation } from "./model.ts";
import type { Break } from "./outcome.ts";
import { isShared, isSingle, leftsOf, rightsOf, type Named } from "./references.ts";
import { isReport } from "./reversals.ts";
import { areDaysWithin, isAmountWithin } from "./tolerance.ts";
import type { BreakCode, RuleSet } from "./wire.ts";

/** What has the same reference and was not matched for all that: repeats, and fields that differ. */
export function* referenceBreaks(
  { ruleSet }: Setting,
  desk: Desk,
  { ledgered, explained }: { readonly ledgered: Ledgered; readonly explained: Explained },
): Generator<Break> {
  for (const named of ledgered.exact.byKey.values()) {
    if (isInOrder(named) || isShared(named)) continue;
    const lefts = leftsOf(named).filter(isReport).toSorted(byStanding);
    const rights = rightsOf(named).toSorted(byStanding);
    for (const found of repeatsAmong(lefts, rights)) yield repeat(desk, found, explained);
    yield* differences(ruleSet, desk, { left: lefts[0], right: rights[0], explained });
  }
  for (const { byKey } of ledgered.spellings)
    for (const named of byKey.values()) {
      const [left, ...lefts] = leftsOf(named).filter(isOpen);
      const [right, ...rights] = rightsOf(named).filter(isOpen);
      if (lefts.length + rights.length === 0) yield* differences(ruleSet, desk, { left, right, explained });
    }
}

const isOpen = ({ state }: Item<unknown>): boolean => state === "OPEN";

/** Only one side has it, or one fact of each and they are matched. */
const isInOrder = (named: Named<Expectation, AdviceLine>): boolean =>
  isSingle(named) &&
  (named.left === undefined ||
    named.right === undefined ||
    (named.left.state === "MATCHED" && named.right.state === "MATCHED"));

const standing = { SETTLED: 0, MATCHED: 1, HELD: 2, OPEN: 2 } as const;

/** What is matched stands; otherwise the earliest does. */
const byStanding = (a: Item<unknown>, b: Item<unknown>): number =>
  standing[a.state] - standing[b.state] || byAge(a, b);

type Repeat =
  | { readonly again: Item<Expectation>; readonly first: Item<Expectation> | Item<AdviceLine> }
  | { readonly line: Item<AdviceLine>; readonly first: Item<Expectation> | Item<AdviceLine> };

function repeatsAmong(
  lefts: readonly Item<Expectation>[],
  rights: readonly Item<AdviceLine>[],
): readonly Repeat[] {
  const [left] = lefts;
  const [right] = rights;
  const firstLeft = isTaken(right) ? right : left;
  const firstRight = isTaken(left) ? left : right;
  return [
    ...lefts.flatMap((again) =>
      isPending(again) && firstLeft !== undefined && again !== firstLeft ? [{ again, first: firstLeft }] : [],
    ),
    ...rights.flatMap((line) =>
      isPending(line) && firstRight !== undefined && line !== firstRight ? [{ line, first: firstRight }] : [],
    ),
  ];
}

const isPending = ({ state }: Item<unknown>): boolean => state === "OPEN" || state === "HELD";

const isTaken = (item: Item<unknown> | undefined): boolean =>
  item !== undefined && item.isNamed && (item.state === "MATCHED" || item.state === "SETTLED");

function repeat(desk: Desk, found: Repeat, explained: Explained): Break {
  const item = "again" in found ? found.again : found.line;
  explained.add(item);
  const { currency } = item.fact;
  const reported = "again" in found ? [found.again.fact] : [];
  const advised = "line" in found ? [found.line.fact] : [];
  return breakOf({
    ...aboutLines(desk, { currency, reported, advised }),
    code: "DUPLICATE_REF",
    amount: -item.amount,
    explain: [
      `${item.reference} comes again, as ${item.id} with ${said(item.amount, currency)}`,
      `${found.first.id} with ${said(found.first.amount, currency)} stands for it already`,
    ],
  });
}

type Met = {
  readonly left: Item<Expectation> | undefined;
  readonly right: Item<AdviceLine> | undefined;
  readonly explained: Explained;
};

function* differences(ruleSet: RuleSet, desk: Desk, { left, right, explained }: Met): Generator<Break> {
  if (left === undefined || right === undefined || !left.isNamed) return;
  if (left.state !== "OPEN" || right.state !== "OPEN") return;
  if (explained.has(left) || explained.has(right)) return;
  explained.add(left).add(right);
  const { currency } = left.fact;
  const about = aboutLines(desk, { currency, reported: [left.fact], advised: [right.fact] });
  for (const [code, sentence] of fieldsThatDiffer(ruleSet, left, right))
    yield breakOf({ ...about, code, amount: atStake(left, right), explain: [sentence] });
}

/** Of money that only one side says the agency had, all of it. */
const atStake = (left: Item<unknown>, right: Item<unknown>): number =>
  left.isAgencys === right.isAgencys
    ? left.amount - right.amount
    : (left.isAgencys ? left.amount : 0) - (right.isAgencys ? right.amount : 0);

/** Each field that no rule by reference accepts. Where each alone is accepted the amount differs: any rule takes the same. */
function fieldsThatDiffer(
  { rules }: RuleSet,
  left: Item<Expectation>,
  right: Item<AdviceLine>,
): readonly (readonly [BreakCode, string])[] {
  const tolerances = rules
    .filter(({ relation, kind }) => relation === "ADVISED" && kind.endsWith("REFERENCE"))
    .map(({ tolerance }) => tolerance);
  const { currency } = left.fact;
  const amounts = `reported ${said(left.amount, currency)}, advised ${said(right.amount, currency)}`;
  const dates = `reported of ${left.fact.effectiveOn}, advised of ${right.fact.effectiveOn}`;
  const accounts = `reported for ${left.scope}, advised for ${right.scope}`;
  const holders = `reported as paid to ${left.fact.recipient}, advised as paid to ${right.fact.recipient}`;
  const found: (readonly [BreakCode, string])[] = [];
  if (!agreesOnScope(left, right)) found.push(["ALLOC_DIFF", accounts]);
  if (left.isAgencys !== right.isAgencys) found.push(["AMOUNT_DIFF", `${amounts}: ${holders}`]);
  else if (!tolerances.some((one) => isAmountWithin(one, left.amount, right.amount)))
    found.push(["AMOUNT_DIFF", amounts]);
  if (!tolerances.some((one) => areDaysWithin(one, left.day, right.day))) found.push(["DATE_DIFF", dates]);
  if (found.length > 0) return found;
  return [["AMOUNT_DIFF", amounts]];
}
