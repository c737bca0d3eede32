import type { Change } from "../kernel/change.ts";
import { daysAfter, dateOf, type Clock, type Instant, type LocalDate } from "../kernel/time.ts";
import type { Book } from "../ledger/book.ts";
import type { CommitMatch, Committed, Matched } from "./commit-match.ts";
import { defaultRules } from "./default-rules.ts";
import type { ExpectationStore } from "./expectation-store.ts";
import type { BookOf, GatherBooks, Gathered } from "./gather-books.ts";
import type { Match } from "./outcome.ts";
import type { LookAtCommission } from "./look-at-commission.ts";
import { matchIdOf } from "./stored-match.ts";
import type { BankLine, Books } from "./model.ts";
import type { Break, Reconciliation } from "./outcome.ts";
import { reconcile } from "./reconcile.ts";
import type { Relation } from "./wire.ts";
import type { RunCounts } from "./wire-run.ts";

export type RunDeps = {
  readonly firstDay: (book: Book) => Promise<LocalDate | undefined>;
  readonly collect: (book: Book, from: LocalDate, to: LocalDate) => Promise<number>;
  readonly gather: GatherBooks;
  readonly expectations: Pick<ExpectationStore, "claimed">;
  readonly bankLines: { readonly claimed: (line: BankLine, matchId: string) => Change };
  readonly commit: CommitMatch;
  /** What became of commission after it was taken. */
  readonly commission: LookAtCommission;
  /** What a run found wrong, all of it: what is not among it any more is right again, and so is what it found right. */
  readonly observe: (
    found: BookOf & {
      readonly seen: readonly Break[];
      readonly righted: readonly string[];
      readonly at: Instant;
    },
  ) => Promise<unknown>;
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
    const at = deps.clock.now();
    const today = dateOf(at);
    const book = { owner: of.lenderId, currency: of.currency };
    const from = (await deps.firstDay(book)) ?? today;
    const collected = await deps.collect(book, from, daysAfter(today, 1) ?? today);
    const gathered = await deps.gather(of, today);
    const found = reconcile(gathered.books, defaultRules);
    const { givenBack } = gathered;
    const corrected = await deps.commission.look({ ...of, givenBack, thresholds: defaultRules.thresholds });
    const seen = [...found.breaks, ...corrected.breaks];
    const made = await makeAll(deps, gathered, found);
    await settleAll(deps, gathered.books, made);
    await deps.observe({ ...of, seen, righted: corrected.righted, at });
    await deps.commission.leave(corrected);
    return countsOf({ collected, gathered, found, seen, made });
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
  { advices, lines, settled }: Books,
  made: readonly Match[],
): Promise<void> {
  const idsIn = (relation: Relation, side: "left" | "right"): ReadonlySet<string> =>
    new Set(made.filter((match) => match.relation === relation).flatMap((match) => match[side]));
  const matched = idsIn("ADVISED", "right");
  const funded = idsIn("FUNDED", "left");
  const open = new Set(
    lines.filter(({ lineId }) => !matched.has(lineId)).map(({ remittanceId }) => remittanceId),
  );
  const foundBefore = new Set(settled.advices.map(({ remittanceId }) => remittanceId));
  for (const { remittanceId, total } of [...advices, ...settled.advices]) {
    const isFunded = total <= 0 || funded.has(remittanceId) || foundBefore.has(remittanceId);
    await settle(remittanceId, { isMatched: !open.has(remittanceId), isFunded });
  }
}

/** Reports and lines of the bank carry their claims themselves; what is of advices is claimed by items of its own. */
function matchedOf({ expectations, bankLines }: RunDeps, gathered: Gathered, match: Match): Matched {
  const matchId = matchIdOf(match);
  const reported = match.left.flatMap((id) => gathered.expectations.get(id) ?? []);
  const isAdvised = match.relation === "FUNDED" && reported.length === 0;
  const bank = new Map(gathered.books.bankLines.map((line) => [line.lineId, line]));
  const banked = match.relation === "FUNDED" ? match.right.flatMap((id) => bank.get(id) ?? []) : [];
  return {
    match,
    changes: [
      ...reported.map((one) => expectations.claimed(one, matchId)),
      ...banked.map((line) => bankLines.claimed(line, matchId)),
    ],
    claims: [...(reported.length === 0 ? match.left : []), ...(banked.length === 0 ? match.right : [])],
    funded: { found: banked.reduce((sum, { amount }) => sum + amount, 0), isAdvised },
  };
}

type Ran = {
  readonly collected: number;
  readonly gathered: Gathered;
  readonly found: Reconciliation;
  readonly seen: readonly Break[];
  readonly made: readonly Match[];
};

function countsOf({ collected, gathered: { books }, found, seen, made }: Ran): RunCounts {
  const { unmatched, ambiguities, limits } = found;
  const breaks = new Map<string, number>();
  for (const { code } of seen) breaks.set(code, (breaks.get(code) ?? 0) + 1);
  return {
    collected,
    expectations: books.expectations.length,
    adviceLines: books.lines.length,
    bankLines: books.bankLines.length,
    matched: made.length,
    notMade: found.matches.length - made.length,
    ambiguous: ambiguities.length,
    limits: limits.length,
    unmatched: unmatched.expectations.length + unmatched.lines.length + unmatched.bankLines.length,
    breaks: Object.fromEntries([...breaks].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}
