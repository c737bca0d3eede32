import type { Matched } from "./commit-match.ts";
import type { Gathered } from "./gather-facts.ts";
import type { MatchFact } from "./match-fact.ts";
import type { Match } from "./outcome.ts";
import type { ReconciliationId } from "./wire-run.ts";

/** What a run gathered, by id: looked up for each of its matches. */
export type Known = {
  readonly expectations: Gathered["expectations"];
  readonly lines: ReadonlyMap<string, { readonly amount: number }>;
  readonly advices: ReadonlyMap<string, { readonly adjustments?: number }>;
  readonly bankLines: ReadonlyMap<string, Gathered["books"]["bankLines"][number]>;
};

export const knownOf = ({ expectations, books }: Gathered): Known => ({
  expectations,
  lines: new Map(books.lines.map((line) => [line.lineId, line])),
  advices: new Map(books.advices.map((advice) => [advice.remittanceId, advice])),
  bankLines: new Map(books.bankLines.map((line) => [line.lineId, line])),
});

/** A match with what it takes to make it: each of its facts as it was gathered. */
export function matchedOf(known: Known, match: Match, reconciliationId: ReconciliationId): Matched {
  const found = match.right.map((id) => known.lines.get(id)?.amount ?? known.bankLines.get(id)?.amount ?? 0);
  return {
    match,
    reconciliationId,
    amount: found.reduce((sum, amount) => sum + amount, 0),
    facts: [
      ...match.left.map((id) => factOf(known, "LEFT", id)),
      ...match.right.map((id) => factOf(known, "RIGHT", id)),
    ],
  };
}

function factOf({ expectations, advices, bankLines }: Known, side: MatchFact["side"], id: string): MatchFact {
  const report = expectations.get(id);
  if (report !== undefined) {
    const { accountId, revision, effectiveOn } = report;
    return { kind: "REPORT", side, id, accountId, revision, on: effectiveOn };
  }
  const line = bankLines.get(id);
  if (line !== undefined) return { kind: "BANK_LINE", side, id, on: line.valueDate };
  const { adjustments } = advices.get(id) ?? {};
  return { kind: "ADVISED", side, id, ...(adjustments !== undefined && { adjustments }) };
}
