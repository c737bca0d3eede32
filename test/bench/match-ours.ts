import { defaultRules } from "../../shared/reconciliation/default-rules.ts";
import type { Reconciliation } from "../../shared/reconciliation/outcome.ts";
import { reconcile } from "../../shared/reconciliation/reconcile.ts";
import { plantedBooks, type Planted } from "../support/books.ts";
import { answerParent } from "./child.ts";
import { digestOf, type MatchAnswer, type MatchQuestion } from "./match-world.ts";

// A process of its own: the books as objects, reconciled by the engine.

/** What the engine must find and what it must not, by code. */
export type Checked = {
  readonly planted: number;
  readonly missed: readonly string[];
  readonly invented: readonly string[];
  readonly expectations: number;
  readonly lines: number;
  readonly bankLines: number;
};

export type OursAnswer = MatchAnswer & { readonly checked: Checked };

let planted: Planted;

function checkedAgainst({ breaks, ambiguities }: Reconciliation): Checked {
  const differing = (of: readonly string[], from: readonly string[]) => {
    const known = new Set(from);
    return of.filter((one) => !known.has(one)).slice(0, 5);
  };
  const found = breaks.map(({ fingerprint }) => fingerprint);
  const held = ambiguities.flatMap(({ left }) => left);
  const { expectations, lines, bankLines } = planted.books;
  return {
    planted: planted.breaks.length + planted.ambiguous.length,
    missed: [...differing(planted.breaks, found), ...differing(planted.ambiguous, held)],
    invented: [...differing(found, planted.breaks), ...differing(held, planted.ambiguous)],
    expectations: expectations.length,
    lines: lines.length,
    bankLines: bankLines.length,
  };
}

async function round(): Promise<OursAnswer> {
  const began = performance.now();
  const found = reconcile(planted.books, defaultRules);
  const ms = performance.now() - began;
  const peakMb = process.resourceUsage().maxRSS / 1024;
  const { breaks, matches, ambiguities } = found;
  return {
    ms,
    peakMb,
    checked: checkedAgainst(found),
    breaks: digestOf(breaks.map(({ fingerprint }) => fingerprint)),
    matches: digestOf(matches.map((one) => `${one.ruleId} ${one.left.join("+")} = ${one.right.join("+")}`)),
    held: digestOf(ambiguities.flatMap(({ left, right }) => [...left, ...right])),
  };
}

answerParent(
  async (question: MatchQuestion) => {
    if (question.ask === "round") return round();
    planted = plantedBooks(question.size);
    return undefined;
  },
  async () => undefined,
);
