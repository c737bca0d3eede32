import type { Create } from "../kernel/change.ts";
import type { Clock } from "../kernel/time.ts";
import type { Write } from "../platform/write.ts";
import type { ClaimStore } from "./claim-store.ts";
import { claimAll } from "./claim-all.ts";
import { isAdvised } from "./advised-in.ts";
import type { FactChanges } from "./fact-changes.ts";
import { FACT_COUNT_MAX, FACTS_AT_A_TIME, type MatchFact } from "./match-fact.ts";
import { matchMade, type DraftMatch } from "./match-made.ts";
import type { MatchStore } from "./match-store.ts";
import { prepareMatch } from "./prepare-match.ts";
import { matchIdOf, SHOWN_COUNT_MAX, type StoredMatch } from "./stored-match.ts";
import type { Match } from "./outcome.ts";
import type { ReleaseAllDeps } from "./release-all.ts";
import type { ReconciliationId } from "./wire-run.ts";

export type CommitMatchDeps = ReleaseAllDeps & {
  readonly matches: Pick<MatchStore, "find" | "kept" | "made" | "facts" | "chunk">;
  readonly claims: ClaimStore;
  readonly facts: FactChanges;
  readonly write: Write;
  readonly clock: Clock;
};

/** A match, its facts with what it takes to claim them, and what was found in minor units. */
export type Matched = {
  readonly match: Match;
  readonly facts: readonly MatchFact[];
  readonly amount: number;
  readonly reconciliationId: ReconciliationId;
};

/**
 * `STANDS`: the very match was made before. `TAKEN`: somebody else claimed one of its facts, or it changed since.
 * `BARRED`: a person took the match back. `TOO_LARGE`: it has more facts than a match may have.
 */
export type Committed = "MADE" | "STANDS" | "TAKEN" | "BARRED" | "TOO_LARGE";

/**
 * Makes a match: both sides are claimed, the difference is posted and the event says why. What fits one transaction
 * is one; what does not is claimed chunk by chunk and then made by one record, so that it counts whole or not at all.
 */
export const commitMatch =
  (deps: CommitMatchDeps) =>
  async (matched: Matched): Promise<Committed> => {
    if (matched.facts.length > FACT_COUNT_MAX) return "TOO_LARGE";
    const before = await deps.matches.find(matchIdOf(matched.match));
    const outcome = standing(before, matched);
    if (outcome !== undefined) return outcome;
    const draft = draftOf(matched, before, deps.clock.now());
    if (matched.facts.length <= FACTS_AT_A_TIME) return atOnce(deps, { before, draft, facts: matched.facts });
    const prepared = await prepareMatch(deps, draft, matched.facts);
    return prepared === undefined ? "TAKEN" : claimAll(deps, prepared);
  };

export type CommitMatch = ReturnType<typeof commitMatch>;

/** What is so of the match already, if that decides. */
function standing(before: StoredMatch | undefined, { reconciliationId }: Matched): Committed | undefined {
  if (before === undefined) return undefined;
  // A run that was killed and is made again finds what it made itself.
  if (before.state === "MADE") return before.reconciliationId === reconciliationId ? "MADE" : "STANDS";
  return before.unmatched?.mayMatchAgain === true ? undefined : "BARRED";
}

function draftOf(
  { match, facts, amount, reconciliationId }: Matched,
  before: StoredMatch | undefined,
  now: StoredMatch["madeAt"],
): DraftMatch {
  const { left, right, reference, taken, isDirect, ...said } = match;
  if (facts.length !== left.length + right.length)
    throw new Error(`${matchIdOf(match)} has facts that nobody gathered`);
  return {
    ...said,
    ...(reference === undefined ? undefined : { reference }),
    ...(taken === undefined ? undefined : { taken }),
    ...(isDirect === undefined ? undefined : { isDirect }),
    matchId: matchIdOf(match),
    state: "MADE",
    reconciliationId,
    left: left.slice(0, SHOWN_COUNT_MAX),
    right: right.slice(0, SHOWN_COUNT_MAX),
    leftCount: left.length,
    rightCount: right.length,
    amount,
    round: (before?.round ?? 0) + 1,
    madeAt: now,
  };
}

type Whole = {
  readonly before: StoredMatch | undefined;
  readonly draft: DraftMatch;
  readonly facts: readonly MatchFact[];
};

async function atOnce(deps: CommitMatchDeps, { before, draft, facts }: Whole): Promise<Committed> {
  const { match, events } = matchMade(before, draft, isAdvised(facts));
  const written = writtenOf(deps, { before, match, events, facts });
  if ((await deps.write(written)).ok) return "MADE";
  const now = await deps.matches.find(match.matchId);
  return now !== undefined && now.state === "MADE" ? "STANDS" : "TAKEN";
}

function writtenOf(
  { matches, facts: changes }: CommitMatchDeps,
  { before, match, events, facts }: Omit<Whole, "draft"> & { match: StoredMatch; events: readonly Create[] },
) {
  return {
    identity: [matches.made(match)],
    state: [
      matches.kept(before, match),
      matches.facts(match, 1, facts),
      ...facts.map((fact) => changes.claimed(match, fact)),
    ],
    events,
  } as const;
}
