import type { Create } from "../kernel/change.ts";
import { emptyChain, type EventDraft } from "../kernel/event.ts";
import { bookOf } from "../ledger/book.ts";
import { recorded } from "../platform/events.ts";
import { matchPostings } from "./match-postings.ts";
import type { StoredMatch } from "./stored-match.ts";

/** A match before it is written down. */
export type DraftMatch = Omit<StoredMatch, "version" | "sequence" | "head" | "madeSequence">;

/**
 * A match as it is from now on, with the event that says why it was made and what it does in the books.
 * @param isAdvised whether the money was announced by an advice; of `FUNDED`
 */
export function matchMade(
  before: StoredMatch | undefined,
  draft: DraftMatch,
  isAdvised: boolean,
): { readonly match: StoredMatch; readonly events: readonly Create[] } {
  const { matchId, lenderId, currency, madeAt } = draft;
  const history = {
    accountId: matchId,
    book: bookOf({ lenderId, currency }),
    chain: before ?? emptyChain,
  };
  const { items, chain } = recorded(history, [eventOf(draft, isAdvised)], madeAt);
  const match: StoredMatch = {
    ...draft,
    version: (before?.version ?? 0) + 1,
    madeSequence: chain.sequence,
    ...chain,
  };
  return { match, events: items };
}

function eventOf(draft: DraftMatch, isAdvised: boolean): EventDraft {
  const { madeAt, matchId: _id, lenderId: _lender, state: _state, ...said } = draft;
  return {
    type: "match.made",
    actor: { kind: "SYSTEM", id: "reconciler" },
    effectiveAt: madeAt,
    receivedAt: madeAt,
    data: said,
    postings: matchPostings(draft, { found: draft.amount, isAdvised }),
  };
}
