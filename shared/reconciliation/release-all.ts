import type { RemittanceId } from "../kernel/ids.ts";
import type { WriteBeside } from "../platform/write.ts";
import type { FreezeStore } from "../remittances/freeze-store.ts";
import { remittanceIdIn } from "./advised-in.ts";
import type { Claims, ClaimStore } from "./claim-store.ts";
import type { Claiming, FactChanges } from "./fact-changes.ts";
import type { MatchFact } from "./match-fact.ts";
import type { MatchStore } from "./match-store.ts";
import type { MatchId } from "./stored-match.ts";

export type ReleaseAllDeps = {
  readonly matches: Pick<MatchStore, "find" | "chunk">;
  readonly claims: Pick<ClaimStore, "latest" | "chunkReleased" | "released">;
  readonly facts: Pick<FactChanges, "released">;
  readonly freezes: Pick<FreezeStore, "cameBack">;
  readonly writeBeside: WriteBeside;
  /** Has an advice looked at again whose line or money is open again. */
  readonly reopen: (remittanceId: RemittanceId) => Promise<void>;
};

/**
 * Gives back what a match claimed that was given up or taken back: chunk by chunk, each once, then it is done. Told
 * again, or killed anywhere, it ends the same.
 */
export async function releaseAll(deps: ReleaseAllDeps, matchId: MatchId): Promise<void> {
  const claims = await deps.claims.latest(matchId);
  if (claims?.phase !== "RELEASING") return;
  const match = await deps.matches.find(matchId);
  const about: Claiming | undefined = claims.draft ?? match;
  if (about === undefined) throw new Error(`${matchId} claims for a match that nobody knows`);
  const advised = await releaseChunks(deps, claims, about);
  // What was never made moved no advice.
  const wasMade = match?.round === claims.round;
  if (wasMade) for (const id of advised) await deps.reopen(id);
  await deps.writeBeside([deps.claims.released(claims), ...(wasMade ? [deps.freezes.cameBack(about)] : [])]);
}

/** @returns the advices that the facts are of */
async function releaseChunks(
  deps: ReleaseAllDeps,
  claims: Claims,
  about: Claiming,
): Promise<ReadonlySet<RemittanceId>> {
  const advised = new Set<RemittanceId>();
  for (const chunk of claims.claimed) {
    const facts = (await deps.matches.chunk(claims, chunk)) ?? [];
    for (const id of facts.flatMap(remittanceIdIn)) advised.add(id);
    if (!claims.released.has(chunk)) await release(deps, { claims, about, facts, chunk });
  }
  return advised;
}

type Releasing = {
  readonly claims: Claims;
  readonly about: Claiming;
  readonly facts: readonly MatchFact[];
  readonly chunk: number;
};

/** Where somebody else was faster, the chunk is given back as well. */
async function release(deps: ReleaseAllDeps, { claims, about, facts, chunk }: Releasing): Promise<void> {
  const changes = facts.map((fact) => deps.facts.released(about, fact));
  const outcome = await deps.writeBeside([...changes, deps.claims.chunkReleased(claims, chunk)]);
  if (outcome.ok) return;
  const now = await deps.claims.latest(claims.matchId);
  if (now?.round === claims.round && now.released.has(chunk)) return;
  throw new Error(`${claims.matchId} cannot give chunk ${chunk} of its facts back`);
}
