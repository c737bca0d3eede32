import { withMade } from "./add-counts.ts";
import type { CommitMatch } from "./commit-match.ts";
import type { Gathered } from "./gather-facts.ts";
import { knownOf, matchedOf } from "./matched-of.ts";
import type { Match } from "./outcome.ts";
import type { ReconciliationId, RunCounts } from "./wire-run.ts";

export type MakeMatchesDeps = {
  readonly commit: CommitMatch;
  /** Bounded: so many matches are made at a time. */
  readonly inParallel: <T>(items: readonly T[], work: (item: T) => Promise<void>) => Promise<void>;
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
