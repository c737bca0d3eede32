import type { Written } from "../platform/write.ts";
import type { Claims } from "./claim-store.ts";
import { isAdvised } from "./advised-in.ts";
import type { Committed, CommitMatchDeps } from "./commit-match.ts";
import type { MatchFact } from "./match-fact.ts";
import { matchMade } from "./match-made.ts";
import { releaseAll } from "./release-all.ts";
import type { StoredMatch } from "./stored-match.ts";

/**
 * Claims what is not claimed yet of a match that was prepared, and makes it. Two who do end as one. Where a fact is
 * somebody else's, or changed since, the match is given up and what it had claimed comes back.
 */
export async function claimAll(deps: CommitMatchDeps, prepared: Claims): Promise<Committed> {
  const { draft } = prepared;
  if (prepared.phase === "CLAIMED") return "STANDS";
  if (prepared.phase !== "CLAIMING" || draft === undefined) return "TAKEN";
  let whole = false;
  for (let chunk = 1; chunk <= prepared.chunks; chunk += 1) {
    const facts = await factsOf(deps, prepared, chunk);
    whole ||= isAdvised(facts);
    if (prepared.claimed.has(chunk)) continue;
    const changes = facts.map((fact) => deps.facts.claimed(draft, fact));
    const outcome = await deps.writeBeside([...changes, deps.claims.chunkClaimed(prepared, chunk)]);
    if (!outcome.ok && !(await isClaimed(deps, prepared, chunk))) return giveUp(deps, prepared);
  }
  return make(deps, prepared, whole);
}

async function factsOf(
  { matches }: Pick<CommitMatchDeps, "matches">,
  of: Pick<Claims, "matchId" | "round">,
  chunk: number,
): Promise<readonly MatchFact[]> {
  const facts = await matches.chunk(of, chunk);
  if (facts === undefined) throw new Error(`${of.matchId} lacks chunk ${chunk} of its facts`);
  return facts;
}

/** Somebody else may have claimed the chunk for the same match, or given the match up. */
async function isClaimed(
  { claims }: CommitMatchDeps,
  { matchId, round }: Claims,
  chunk: number,
): Promise<boolean> {
  const now = await claims.latest(matchId);
  return (
    now?.round === round && now.claimed.has(chunk) && (now.phase === "CLAIMING" || now.phase === "CLAIMED")
  );
}

async function giveUp(deps: CommitMatchDeps, { matchId }: Claims): Promise<Committed> {
  const now = await deps.claims.latest(matchId);
  if (now?.phase === "CLAIMED") return "STANDS";
  if (now?.phase === "CLAIMING") await deps.writeBeside([deps.claims.abandoned(now)]);
  await releaseAll(deps, matchId);
  return "TAKEN";
}

/** The one record by which all of it counts. */
async function make(deps: CommitMatchDeps, prepared: Claims, advised: boolean): Promise<Committed> {
  const { draft } = prepared;
  if (draft === undefined) return "TAKEN";
  const before: StoredMatch | undefined = await deps.matches.find(draft.matchId);
  const made = matchMade(before, { ...draft, madeAt: deps.clock.now() }, advised);
  const outcome = await deps.write(writtenOf(deps, { prepared, before, made }));
  if (outcome.ok) return "MADE";
  const now = await deps.claims.latest(draft.matchId);
  return now?.round === prepared.round && now.phase === "CLAIMED" ? "STANDS" : "TAKEN";
}

type Making = {
  readonly prepared: Claims;
  readonly before: StoredMatch | undefined;
  readonly made: ReturnType<typeof matchMade>;
};

const writtenOf = (
  { matches, claims }: CommitMatchDeps,
  { prepared, before, made: { match, events } }: Making,
): Written => ({
  identity: [matches.made(match)],
  state: [matches.kept(before, match), claims.settled(prepared)],
  events,
});
