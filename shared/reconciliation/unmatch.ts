import type { Actor, EventDraft, Posting } from "../kernel/event.ts";
import { needsTwoKeys } from "../kernel/four-eyes.ts";
import type { Money } from "../kernel/money.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { Instant } from "../kernel/time.ts";
import { next } from "../kernel/transitions.ts";
import { matchTransitions, type StoredMatch } from "./stored-match.ts";
import type { UnmatchRequest } from "./unmatch-wire.ts";

/** Who decides, and when. */
export type By = { readonly actor: Actor; readonly now: Instant };

/** What a decision does to a match, as facts. */
export type MatchStep = {
  readonly after: StoredMatch;
  readonly event: EventDraft;
  /** Whether runs may make it again, where that changes. */
  readonly isBarred?: boolean;
};

type Decided = Result<MatchStep, Refusal>;

/** What is known of a match when somebody takes it back. */
export type KnownOfMatch = {
  /** What stands of it in the books. */
  readonly postings: readonly Posting[];
  /** Advices of it that are settled, locked or funded and invoiced: what they say is final. */
  readonly final: readonly string[];
  /** The amount above which one key alone takes nothing back; absent when one key is enough. */
  readonly fourEyesAbove?: Money;
};

/** The event by which the reconciler hears that facts come back. */
export const MATCH_UNMATCHED = "match.unmatched";

/**
 * Takes a match back, or proposes to where a second key must confirm it.
 * @returns refusal `invalid-transition`
 */
export function unmatch(
  before: StoredMatch,
  request: UnmatchRequest,
  of: { readonly known: KnownOfMatch; readonly by: By },
): Decided {
  if (before.proposal !== undefined)
    return notPossible(before, "unmatch", {
      detail: "Taking the match back is proposed: that is confirmed or rejected first.",
      allowed: ["confirm", "reject"],
    });
  const decided = unmatched(before, request, of);
  return decided.ok && needsTwoKeys(before, of.known.fourEyesAbove)
    ? ok(proposed(before, request, of.by))
    : decided;
}

/** A second key takes the proposal over. @returns refusals of {@link unmatch}, `four-eyes-needed` */
export function confirmUnmatch(
  before: StoredMatch,
  of: { readonly known: KnownOfMatch; readonly by: By },
): Decided {
  const { proposal } = before;
  if (proposal === undefined) return notPossible(before, "confirm", { detail: "Nothing is proposed." });
  if (proposal.proposedBy === of.by.actor.id)
    return refuse({
      code: "four-eyes-needed",
      detail: "The key that proposed to take a match back cannot confirm it.",
    });
  const { reason, mayMatchAgain, proposedBy } = proposal;
  return unmatched(before, { reason, mayMatchAgain }, { ...of, proposedBy });
}

/** @returns refusal `invalid-transition` */
export function rejectUnmatch(before: StoredMatch, reason: string, by: By): Decided {
  const { proposal, ...after } = before;
  if (proposal === undefined) return notPossible(before, "reject", { detail: "Nothing is proposed." });
  const data = { reason, proposedBy: proposal.proposedBy };
  return ok({ after, event: eventOf(by, { type: "match.unmatch_rejected", data }) });
}

/** Lets a run make a match again that was taken back. @returns refusal `invalid-transition` */
export function allowAgain(
  before: StoredMatch,
  reason: string,
  by: By,
): Result<MatchStep | undefined, Refusal> {
  const { unmatched: taken } = before;
  if (before.state !== "UNMATCHED" || taken === undefined)
    return notPossible(before, "allow", { detail: "The match stands.", allowed: ["unmatch"] });
  if (taken.mayMatchAgain) return ok(undefined);
  return ok({
    after: { ...before, unmatched: { ...taken, mayMatchAgain: true } },
    event: eventOf(by, { type: "match.allowed_again", data: { reason } }),
    isBarred: false,
  });
}

type Taking = { readonly known: KnownOfMatch; readonly by: By; readonly proposedBy?: string };

function unmatched(
  before: StoredMatch,
  { reason, mayMatchAgain }: UnmatchRequest,
  { known, by, proposedBy }: Taking,
): Decided {
  const state = next(matchTransitions, before.state, "unmatch");
  if (!state.ok) return state;
  const [final] = known.final;
  if (final !== undefined)
    return notPossible(before, "unmatch", {
      detail: `${final} is final, settled or invoiced: correct it by a new advice.`,
    });
  const { proposal: _proposal, ...kept } = before;
  const after: StoredMatch = {
    ...kept,
    state: state.value,
    unmatched: {
      reason,
      mayMatchAgain,
      by: proposedBy ?? by.actor.id,
      ...(proposedBy !== undefined && { confirmedBy: by.actor.id }),
      at: by.now,
    },
  };
  const event = eventOf(by, {
    type: MATCH_UNMATCHED,
    data: { reason, mayMatchAgain, ...(proposedBy !== undefined && { proposedBy }) },
    postings: known.postings.map(({ account, amount }) => ({ account, amount: 0 - amount })),
    // The facts come back while no function works on the book.
    route: { queue: "finance", group: `${before.lenderId}#${before.currency}` },
  });
  return ok({ after, event, isBarred: !mayMatchAgain });
}

function proposed(before: StoredMatch, { reason, mayMatchAgain }: UnmatchRequest, by: By): MatchStep {
  const proposal = { reason, mayMatchAgain, proposedBy: by.actor.id, proposedAt: by.now };
  const data = { reason, mayMatchAgain };
  return { after: { ...before, proposal }, event: eventOf(by, { type: "match.unmatch_proposed", data }) };
}

type Said = Pick<EventDraft, "type" | "data" | "postings" | "route">;

const eventOf = ({ actor, now }: By, said: Said): EventDraft => ({
  ...said,
  actor,
  effectiveAt: now,
  receivedAt: now,
});

const notPossible = (
  { state }: StoredMatch,
  event: string,
  { detail, allowed = [] }: { readonly detail: string; readonly allowed?: readonly string[] },
): Result<never, Refusal> =>
  refuse({ code: "invalid-transition", detail, extra: { from: state, event, allowed } });
