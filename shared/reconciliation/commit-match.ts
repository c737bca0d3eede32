import type { Change } from "../kernel/change.ts";
import { emptyChain, type EventDraft } from "../kernel/event.ts";
import type { Clock } from "../kernel/time.ts";
import { bookOf } from "../ledger/book.ts";
import { recorded } from "../platform/events.ts";
import type { Write } from "../platform/write.ts";
import { matchPostings } from "./match-postings.ts";
import type { MatchStore } from "./match-store.ts";
import { matchIdOf, type StoredMatch } from "./stored-match.ts";
import type { Match } from "./outcome.ts";

export type CommitMatchDeps = {
  readonly matches: Pick<MatchStore, "find" | "created" | "claimed">;
  readonly write: Write;
  readonly clock: Clock;
};

/** A match, and what its facts change when they are claimed. */
export type Matched = {
  readonly match: Match;
  /** Facts that are claimed by items of their own. */
  readonly claims: readonly string[];
  /** Facts that carry their claim themselves. */
  readonly changes: readonly Change[];
  readonly funded: { readonly found: number; readonly isAdvised: boolean };
};

/** A transaction has room for a hundred changes: the match, its event, and the facts. */
const LEG_COUNT_MAX = 95;

export type Committed = "MADE" | "STANDS" | "TAKEN" | "TOO_LARGE";

/**
 * Makes a match: both sides are claimed, the difference is posted and the event says why, all in one transaction.
 * @returns STANDS when the very match was made before, TAKEN when somebody else claimed one of its facts, TOO_LARGE
 * when it has more facts than one transaction takes
 */
export const commitMatch =
  (deps: CommitMatchDeps) =>
  async (matched: Matched): Promise<Committed> => {
    if (matched.claims.length + matched.changes.length > LEG_COUNT_MAX) return "TOO_LARGE";
    const { left, right, ...match } = matched.match;
    const now = deps.clock.now();
    const stored: StoredMatch = {
      ...match,
      matchId: matchIdOf(matched.match),
      left: [...left],
      right: [...right],
      madeAt: now,
    };
    const history = {
      accountId: stored.matchId,
      book: bookOf({ lenderId: stored.lenderId, currency: stored.currency }),
      chain: emptyChain,
    };
    const { items } = recorded(history, [eventOf(stored, matched)], now);
    const claims = matched.claims.map((factId) => deps.matches.claimed(stored, factId));
    const [first, ...changes] = [...matched.changes, ...claims];
    if (first === undefined) throw new Error(`${stored.matchId} has no sides`);
    const written = {
      identity: [deps.matches.created(stored)],
      state: [first, ...changes],
      events: items,
    } as const;
    if ((await deps.write(written)).ok) return "MADE";
    return (await deps.matches.find(stored.matchId)) === undefined ? "TAKEN" : "STANDS";
  };

export type CommitMatch = ReturnType<typeof commitMatch>;

function eventOf(stored: StoredMatch, { match, funded }: Matched): EventDraft {
  const { madeAt, matchId: _id, lenderId: _lender, ...said } = stored;
  return {
    type: "match.made",
    actor: { kind: "SYSTEM", id: "reconciler" },
    effectiveAt: madeAt,
    receivedAt: madeAt,
    data: said,
    postings: matchPostings(match, funded),
  };
}
