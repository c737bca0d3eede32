import type { Instant } from "../kernel/time.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import { withMade } from "./add-counts.ts";
import type { BookOf } from "./book-of.ts";
import type { CommitMatch } from "./commit-match.ts";
import type { Gathered } from "./gather-facts.ts";
import { knownOf, matchedOf } from "./matched-of.ts";
import type { Break, Match } from "./outcome.ts";
import type { RunStore } from "./run-store.ts";
import type { ReconciliationId, RunCounts } from "./wire-run.ts";

export type MakeMatchesDeps = {
  readonly runs: Pick<RunStore, "looked">;
  readonly commit: CommitMatch;
  /** What a part of a run found wrong, and what it found right. */
  readonly observe: {
    readonly found: (
      told: BookOf & {
        readonly seen: readonly Break[];
        readonly righted?: readonly string[];
        readonly at: Instant;
      },
    ) => Promise<unknown>;
  };
  /** Bounded: so many matches are made at a time. */
  readonly inParallel: <T>(items: readonly T[], work: (item: T) => Promise<void>) => Promise<void>;
  readonly update: UpdateOne;
};

type Making = {
  readonly reconciliationId: ReconciliationId;
  readonly gathered: Gathered;
  readonly matches: readonly Match[];
  /** What the run counted before, with what was found in this part. */
  readonly counts: RunCounts;
  readonly isTimeUp: () => boolean;
};

/**
 * Makes the matches of a part one by one.
 * @returns what the run counts with them; undefined where time was up before all of them were made
 */
export async function makeMatches(
  { commit, inParallel }: MakeMatchesDeps,
  { reconciliationId, gathered, matches, counts, isTimeUp }: Making,
): Promise<RunCounts | undefined> {
  const known = knownOf(gathered);
  let [made, standing, left] = [0, 0, 0];
  await inParallel(matches, async (match) => {
    if (left > 0 || isTimeUp()) {
      left += 1;
      return;
    }
    const outcome = await commit(matchedOf(known, match, reconciliationId));
    if (outcome === "MADE") made += 1;
    if (outcome === "MADE" || outcome === "STANDS") standing += 1;
  });
  if (left > 0) return undefined;
  return withMade(counts, { matched: made, notMade: matches.length - standing });
}
