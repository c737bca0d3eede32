import type { Gathered } from "./gather-facts.ts";
import type { Break, Reconciliation } from "./outcome.ts";
import type { RunFindings } from "./wire-run.ts";

type Looked = {
  readonly collected: number;
  readonly gathered: Gathered;
  readonly found: Reconciliation;
  /** All that is wrong, of commission as well. */
  readonly seen: readonly Pick<Break, "code">[];
};

/** What a run looked at and found, in numbers. */
export function findingsOf({ collected, gathered: { books }, found, seen }: Looked): RunFindings {
  const { unmatched, ambiguities, limits } = found;
  const breaks = new Map<string, number>();
  for (const { code } of seen) breaks.set(code, (breaks.get(code) ?? 0) + 1);
  return {
    collected,
    expectations: books.expectations.length,
    adviceLines: books.lines.length,
    bankLines: books.bankLines.length,
    found: found.matches.length,
    ambiguous: ambiguities.length,
    limits: limits.length,
    unmatched: unmatched.expectations.length + unmatched.lines.length + unmatched.bankLines.length,
    breaks: Object.fromEntries([...breaks].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}
