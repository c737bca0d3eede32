import type { RunCounts, RunFindings } from "./wire-run.ts";

const nothing: RunCounts = {
  collected: 0,
  expectations: 0,
  adviceLines: 0,
  bankLines: 0,
  found: 0,
  ambiguous: 0,
  limits: 0,
  unmatched: 0,
  breaks: {},
  matched: 0,
  notMade: 0,
};

/** What a run found, and in one more part of the book. */
export function withFindings(before: RunCounts = nothing, found: RunFindings): RunCounts {
  const breaks = new Map(Object.entries(before.breaks));
  for (const [code, count] of Object.entries(found.breaks)) breaks.set(code, (breaks.get(code) ?? 0) + count);
  return {
    collected: before.collected + found.collected,
    expectations: before.expectations + found.expectations,
    adviceLines: before.adviceLines + found.adviceLines,
    bankLines: before.bankLines + found.bankLines,
    found: before.found + found.found,
    ambiguous: before.ambiguous + found.ambiguous,
    limits: before.limits + found.limits,
    unmatched: before.unmatched + found.unmatched,
    breaks: Object.fromEntries([...breaks].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    matched: before.matched,
    notMade: before.notMade,
  };
}

/** What a run made, and in one more part of the book. */
export const withMade = (
  before: RunCounts,
  made: { readonly matched: number; readonly notMade: number },
): RunCounts => ({
  ...before,
  matched: before.matched + made.matched,
  notMade: before.notMade + made.notMade,
});
