import { daysAfter, dateOf, type Clock, type LocalDate } from "../kernel/time.ts";
import type { Book } from "../ledger/book.ts";
import type { CommitMatch, Committed, Matched } from "./commit-match.ts";
import { defaultRules } from "./default-rules.ts";
import type { ExpectationStore } from "./expectation-store.ts";
import type { BookOf, GatherBooks, Gathered } from "./gather-books.ts";
import type { Match } from "./outcome.ts";
import { matchIdOf } from "./stored-match.ts";
import type { Books } from "./model.ts";
import type { Break, Reconciliation } from "./outcome.ts";
import { reconcile } from "./reconcile.ts";
import type { RunCounts } from "./wire-run.ts";

export type RunDeps = {
  readonly firstDay: (book: Book) => Promise<LocalDate | undefined>;
  readonly collect: (book: Book, from: LocalDate, to: LocalDate) => Promise<number>;
  readonly gather: GatherBooks;
  readonly expectations: Pick<ExpectationStore, "claimed">;
  readonly commit: CommitMatch;
  /** What a run found wrong, all of it: what is not among it any more is right again. */
  readonly observe: (of: BookOf, breaks: readonly Break[]) => Promise<void>;
  /** What becomes of an advice by what was matched of it. */
  readonly settle: (
    remittanceId: string,
    found: { readonly isMatched: boolean; readonly isFunded: boolean },
  ) => Promise<void>;
  readonly clock: Clock;
};

/**
 * Reconciles a book: brings the expectations up to date, matches what is open of all three sources, makes the
 * matches one by one and notes what is wrong. A run that was killed is made good by the next one: what it matched
 * stands, and is not looked for again.
 */
export const runReconciliation =
  (deps: RunDeps) =>
  async (of: BookOf): Promise<RunCounts> => {
    const today = dateOf(deps.clock.now());
    const book = { owner: of.lenderId, currency: of.currency };
    const from = (await deps.firstDay(book)) ?? today;
    const collected = await deps.collect(book, from, daysAfter(today, 1) ?? today);
    const gathered = await deps.gather(of, today);
    const found = reconcile(gathered.books, defaultRules);
    const made = await makeAll(deps, gathered, found);
    await settleAll(deps, gathered.books, made);
    await deps.observe(of, found.breaks);
    return countsOf({ collected, gathered, found, made });
  };

export type RunReconciliation = ReturnType<typeof runReconciliation>;

const isMade = (outcome: Committed): boolean => outcome === "MADE" || outcome === "STANDS";

async function makeAll(deps: RunDeps, gathered: Gathered, found: Reconciliation): Promise<readonly Match[]> {
  const made: Match[] = [];
  for (const match of found.matches) {
    const outcome = await deps.commit(matchedOf(deps, gathered, match));
    if (isMade(outcome)) made.push(match);
  }
  return made;
}

/** An advice is matched when every line of it is, and funded when its money came or nothing was to come. */
async function settleAll(
  { settle }: RunDeps,
  { advices, lines }: Books,
  made: readonly Match[],
): Promise<void> {
  const matched = new Set(
    made.filter(({ relation }) => relation === "ADVISED").flatMap(({ right }) => right),
  );
  const funded = new Set(made.filter(({ relation }) => relation === "FUNDED").flatMap(({ left }) => left));
  const open = new Set(
    lines.filter(({ lineId }) => !matched.has(lineId)).map(({ remittanceId }) => remittanceId),
  );
  for (const { remittanceId, total } of advices) {
    const isMatched = !open.has(remittanceId);
    await settle(remittanceId, {
      isMatched,
      isFunded: funded.has(remittanceId) || (total <= 0 && isMatched),
    });
  }
}

/** An expectation carries its claim itself; what comes from elsewhere is claimed by an item of its own. */
function matchedOf({ expectations }: RunDeps, gathered: Gathered, match: Match): Matched {
  const matchId = matchIdOf(match);
  const reported = match.left.flatMap((id) => gathered.expectations.get(id) ?? []);
  const isAdvised = match.relation === "FUNDED" && reported.length === 0;
  const bank = new Map(gathered.books.bankLines.map(({ lineId, amount }) => [lineId, amount]));
  return {
    match,
    changes: reported.map((one) => expectations.claimed(one, matchId)),
    claims: [...(reported.length === 0 ? match.left : []), ...match.right],
    funded: { found: match.right.reduce((sum, id) => sum + (bank.get(id) ?? 0), 0), isAdvised },
  };
}

type Ran = {
  readonly collected: number;
  readonly gathered: Gathered;
  readonly found: Reconciliation;
  readonly made: readonly Match[];
};

function countsOf({ collected, gathered: { books }, found, made }: Ran): RunCounts {
  const { unmatched, ambiguities, limits } = found;
  const breaks = new Map<string, number>();
  for (const { code } of found.breaks) breaks.set(code, (breaks.get(code) ?? 0) + 1);
  return {
    collected,
    expectations: books.expectations.length,
    adviceLines: books.lines.length,
    bankLines: books.bankLines.length,
    matched: made.length,
    ambiguous: ambiguities.length,
    limits: limits.length,
    unmatched: unmatched.expectations.length + unmatched.lines.length + unmatched.bankLines.length,
    breaks: Object.fromEntries([...breaks].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}
