import { byAge } from "./item.ts";
import { scopesOf, type Scope } from "./match-pairs.ts";
import type { Limit } from "./outcome.ts";
import type { Sides } from "./references.ts";
import { foundBy, idsOf, settleWays, totalOf, type Run, type Way } from "./settle.ts";
import { isBalanced } from "./match-sums.ts";
import { chosen, isPartOf, subsetsWithin } from "./subset-sum.ts";
import { acceptable } from "./tolerance.ts";
import type { Rule } from "./wire.ts";

export type ManyRule = Extract<Rule, { kind: "MANY_TO_MANY" }>;

/** Joins several with several: sums that are equal, and that do not fall apart into smaller equal sums. */
export function matchMany<L, R>(run: Run<L, R>, rule: ManyRule, open: Sides<L, R>): void {
  const ways: Way<L, R>[] = [];
  for (const scope of scopesOf(open))
    for (const near of neighbourhoods(rule, scope)) {
      if (near.lefts.length < 2 || near.rights.length < 2) continue;
      const found = waysWithin(rule, near);
      if (typeof found === "string")
        run.limits.push({
          ...foundBy(run, rule),
          left: idsOf(near.lefts),
          right: idsOf(near.rights),
          reached: found,
        });
      else ways.push(...found);
    }
  settleWays(run, { rule }, ways);
}

/** What hangs together by the window of days; nothing in one can belong to anything in another. */
function neighbourhoods<L, R>({ tolerance }: ManyRule, scope: Scope<L, R>): readonly Scope<L, R>[] {
  const events = [
    ...scope.lefts.map((left) => ({ from: left.day - tolerance.daysBefore, day: left.day, left })),
    ...scope.rights.map((right) => ({ from: right.day, day: right.day, right })),
  ].sort((a, b) => a.from - b.from || Number("right" in a) - Number("right" in b));
  const found: Scope<L, R>[] = [];
  let reach = Number.NEGATIVE_INFINITY;
  for (const event of events) {
    if (event.from > reach) found.push({ lefts: [], rights: [] });
    const last = found.at(-1);
    if ("left" in event) {
      last?.lefts.push(event.left);
      reach = Math.max(reach, event.left.day + tolerance.daysAfter);
    } else {
      last?.rights.push(event.right);
      reach = Math.max(reach, event.from);
    }
  }
  for (const { lefts, rights } of found) {
    lefts.sort(byAge);
    rights.sort(byAge);
  }
  return found;
}

function waysWithin<L, R>(
  { tolerance, limits }: ManyRule,
  { lefts, rights }: Scope<L, R>,
): readonly Way<L, R>[] | Limit["reached"] {
  if (lefts.length + rights.length > limits.candidates) return "CANDIDATES";
  const budget = { steps: limits.steps };
  const all = subsetsWithin(
    lefts.map(({ amount }) => amount),
    { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER },
    budget,
  );
  if (all === undefined) return "STEPS";
  const amounts = rights.map(({ amount }) => amount);
  const balanced: number[] = [];
  for (const left of all) {
    const range = acceptable(tolerance, totalOf(chosen(lefts, left)));
    const found = subsetsWithin(amounts, range, budget);
    if (found === undefined) return "STEPS";
    balanced.push(...found.map((right) => left | (right << lefts.length)));
  }
  const wayOf = (bits: number): Way<L, R> => ({
    lefts: chosen(lefts, bits),
    rights: chosen(rights, bits >>> lefts.length),
  });
  const possible = balanced.filter((bits) => isBalanced(tolerance, wayOf(bits)));
  if (possible.length ** 2 > limits.steps) return "STEPS";
  return possible
    .filter((bits) => !possible.some((part) => isPartOf(part, bits)))
    .map(wayOf)
    .filter((way) => way.lefts.length > 1 && way.rights.length > 1);
}
