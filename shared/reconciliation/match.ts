import type { Item } from "./item.ts";
import { matchMany } from "./match-many.ts";
import { matchAmounts, matchReferences, tableFor } from "./match-pairs.ts";
import { matchSums } from "./match-sums.ts";
import { referencesOf, type References, type Sides } from "./references.ts";
import type { Run } from "./settle.ts";
import type { Rule } from "./wire.ts";

export type Matched<L, R> = {
  readonly run: Run<L, R>;
  readonly sides: Sides<L, R>;
  /** Everything by its reference as it was written. */
  readonly exact: References<L, R>;
  /** What was left, by other spellings, in the order of the rules. */
  readonly spellings: readonly References<L, R>[];
};

type Matching<L, R> = { open: Sides<L, R>; readonly tables: References<L, R>[] };

/**
 * Tries the rules in their order; each sees what the ones before it left open. What they settle may leave less to
 * look at where a rule gave up, so all are tried again until nothing is settled: the next run finds nothing more.
 */
export function match<L, R>(run: Run<L, R>, rules: readonly Rule[], sides: Sides<L, R>): Matched<L, R> {
  const exact = referencesOf(sides);
  const ours = rules.filter(({ relation }) => relation === sides.relation);
  let spellings = tryAll(run, ours, { sides, exact });
  for (let settled = 0; run.settled.length > settled;) {
    settled = run.settled.length;
    reopen(run, sides);
    spellings = tryAll(run, ours, { sides, exact });
  }
  return { run, sides, exact, spellings };
}

/** Everything that is not settled is looked at anew. */
function reopen<L, R>(run: Run<L, R>, { lefts, rights }: Sides<L, R>): void {
  run.ambiguities.length = 0;
  run.limits.length = 0;
  for (const items of [lefts, rights])
    for (const item of items) {
      if (item.state === "HELD") item.state = "OPEN";
      item.isNamed = false;
    }
}

type Given<L, R> = { readonly sides: Sides<L, R>; readonly exact: References<L, R> };

function tryAll<L, R>(
  run: Run<L, R>,
  rules: readonly Rule[],
  { sides, exact }: Given<L, R>,
): readonly References<L, R>[] {
  const matching: Matching<L, R> = { open: openOf(sides), tables: [exact] };
  for (const rule of rules) {
    apply(run, rule, matching);
    matching.open = openOf(matching.open);
  }
  return matching.tables.slice(1);
}

function apply<L, R>(run: Run<L, R>, rule: Rule, { open, tables }: Matching<L, R>): void {
  switch (rule.kind) {
    case "REFERENCE":
    case "NORMALISED_REFERENCE": {
      const [exact] = tables;
      if (exact === undefined) return;
      const table = tableFor(rule, exact, open);
      if (table !== exact) tables.push(table);
      matchReferences(run, rule, table);
      return;
    }
    case "AMOUNT":
      matchAmounts(run, rule, open);
      return;
    case "ONE_TO_MANY":
    case "MANY_TO_ONE":
      matchSums(run, rule, { open, tables });
      return;
    case "MANY_TO_MANY":
      matchMany(run, rule, open);
  }
}

const isOpen = ({ state }: Item<unknown>): boolean => state === "OPEN";

const openOf = <L, R>({ relation, lefts, rights }: Sides<L, R>): Sides<L, R> => ({
  relation,
  lefts: lefts.filter(isOpen),
  rights: rights.filter(isOpen),
});
