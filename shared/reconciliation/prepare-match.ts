import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Claims } from "./claim-store.ts";
import type { CommitMatchDeps } from "./commit-match.ts";
import { chunksOf, type MatchFact } from "./match-fact.ts";
import type { DraftMatch } from "./match-made.ts";

/** Chunks of facts that are written together: each is some tens of kilobytes, a transaction may have four megabytes. */
const CHUNKS_AT_A_TIME = 20;

/**
 * Writes down what a large match is to be, before it claims anything. Preparing it again finds what stands, and
 * whoever prepares it goes on there.
 * @returns undefined while its facts are being given back
 */
export async function prepareMatch(
  { matches, claims, writeBeside }: CommitMatchDeps,
  draft: DraftMatch,
  facts: readonly MatchFact[],
): Promise<Claims | undefined> {
  const chunks = chunksOf(facts);
  return attempts(async () => {
    const latest = await claims.latest(draft.matchId);
    if (latest?.phase === "CLAIMING" || latest?.phase === "CLAIMED") return latest;
    if (latest?.phase === "RELEASING") return undefined;
    // An abandoned try has had its own number: facts that it wrote down are not those of this one.
    const anew = { ...draft, round: Math.max(draft.round, (latest?.round ?? 0) + 1) };
    for (let from = 0; from < chunks.length; from += CHUNKS_AT_A_TIME)
      await writeBeside(
        chunks
          .slice(from, from + CHUNKS_AT_A_TIME)
          .map((chunk, n) => matches.facts(anew, from + n + 1, chunk)),
      );
    await writeBeside([claims.prepared(anew, chunks.length, draft.madeAt)]);
    return again; // to find what stands now, whoever was faster
  }, onConflict);
}
