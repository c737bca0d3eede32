import { dateOf, type Instant } from "../kernel/time.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import type { CollectSince } from "./collect-since.ts";
import type { CommitMatch } from "./commit-match.ts";
import { findingsOf } from "./run-findings.ts";
import type { BookOf, GatherBooks, Gathered } from "./gather-books.ts";
import { knownOf, matchedOf } from "./matched-of.ts";
import type { LookAtCommission } from "./look-at-commission.ts";
import type { MatchStore } from "./match-store.ts";
import type { Break, Match, Reconciliation } from "./outcome.ts";
import { reconcile } from "./reconcile.ts";
import type { ResumeMatches } from "./resume-matches.ts";
import type { RunStore } from "./run-store.ts";
import type { RuleSet } from "./wire.ts";
import { settlementsOf } from "./settlements-of.ts";
import type { ReconciliationView, RunCounts, RunFindings } from "./wire-run.ts";

export type RunDeps = {
  readonly collect: CollectSince;
  readonly resume: ResumeMatches;
  readonly gather: GatherBooks;
  readonly matches: Pick<MatchStore, "madeBy">;
  readonly runs: Pick<RunStore, "find" | "looked" | "progressed">;
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
  /** What other things than runs found, and what of it came right by itself. */
  readonly review: (of: BookOf) => Promise<unknown>;
  /** What becomes of an advice by what was matched of it. */
  readonly settle: (
    remittanceId: string,
    found: { readonly isMatched: boolean; readonly isFunded: boolean },
  ) => Promise<void>;
  /** Brings advices to their end of which nothing is at odds any more. */
  readonly freeze: (of: BookOf) => Promise<unknown>;
  /** Bounded: so many matches are made at a time. */
  readonly inParallel: <T>(items: readonly T[], work: (item: T) => Promise<void>) => Promise<void>;
  readonly update: UpdateOne;
};

/** A run that has begun: the moment as of which it looks, and whether somebody began it before and was killed. */
export type Begun = Pick<ReconciliationView, "reconciliationId" | "lenderId" | "currency"> & {
  readonly startedAt: Instant;
  readonly ruleSet: RuleSet;
  /** Looks and counts, and makes nothing. */
  readonly dryRun: boolean;
  readonly isAgain: boolean;
};

/**
 * Reconciles a book: brings the expectations up to date, looks at what is open of all three sources, notes what is
 * wrong, and makes the matches one by one. What is wrong is noted first: a run that is killed among its matches and
 * made again does not see any more what was wrong with the facts that it matched.
 */
export const runReconciliation =
  (deps: RunDeps) =>
  async (run: Begun): Promise<RunCounts> => {
    const { lenderId, currency, startedAt } = run;
    const of = { lenderId, currency };
    if (!run.dryRun) await deps.resume(of);
    const collected = await deps.collect(of);
    const gathered = await deps.gather(of, dateOf(startedAt));
    const found = reconcile(gathered.books, run.ruleSet);
    if (run.dryRun)
      return lookedAs(deps, run, findingsOf({ collected, gathered, found, seen: found.breaks }));
    const { givenBack } = gathered;
    const { thresholds } = run.ruleSet;
    const corrected = await deps.commission.look({ ...of, givenBack, thresholds });
    const seen = [...found.breaks, ...corrected.breaks];
    const looked = await lookedAs(deps, run, findingsOf({ collected, gathered, found, seen }));
    await deps.observe({ ...of, seen, righted: corrected.righted, at: startedAt });
    await deps.commission.leave(corrected);
    await deps.review(of);
    const made = await makeAll(deps, run, { gathered, found, looked });
    for (const { remittanceId, ...what } of settlementsOf(gathered.books, made.standing))
      await deps.settle(remittanceId, what);
    await deps.freeze(of);
    const matched = run.isAgain ? await deps.matches.madeBy(run) : made.count;
    return { ...looked, matched, notMade: found.matches.length - made.standing.length };
  };

export type RunReconciliation = ReturnType<typeof runReconciliation>;

/** What the run found when it looked first: made again, it has matched some of it. */
async function lookedAs({ runs, update }: RunDeps, run: Begun, findings: RunFindings): Promise<RunCounts> {
  const counts = { ...findings, matched: 0, notMade: 0 };
  await update(runs.looked(run, counts));
  return (await runs.find(run.reconciliationId))?.counts ?? counts;
}

type Looked = {
  readonly gathered: Gathered;
  readonly found: Reconciliation;
  readonly looked: RunCounts;
};

/** Who waits for a run sees how far it is after so many matches. */
const PROGRESS_EVERY = 200;

/** How many matches the run made, and which stand now, whoever made them. */
type Made = { readonly count: number; readonly standing: readonly Match[] };

async function makeAll(deps: RunDeps, run: Begun, { gathered, found, looked }: Looked): Promise<Made> {
  const known = knownOf(gathered);
  const standing: Match[] = [];
  let count = 0;
  await deps.inParallel(found.matches, async (match) => {
    const outcome = await deps.commit(matchedOf(known, match, run.reconciliationId));
    if (outcome === "MADE" || outcome === "STANDS") standing.push(match);
    if (outcome !== "MADE") return;
    count += 1;
    if (count % PROGRESS_EVERY === 0)
      await deps.update(deps.runs.progressed(run, { ...looked, matched: count }));
  });
  return { count, standing };
}
