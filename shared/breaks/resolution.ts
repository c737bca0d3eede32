import { needsTwoKeys } from "../kernel/four-eyes.ts";
import { KeyId, type RemittanceId } from "../kernel/ids.ts";
import type { Money } from "../kernel/money.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { next } from "../kernel/transitions.ts";
import { resolutionPostings } from "./entries.ts";
import { breakTransitions, type BreakProposal, type BreakRecord } from "./model.ts";
import type { ResolveBreakRequest } from "./resolution-wire.ts";
import { breakEvent, nextEventIdOf, notPossible, type BreakStep, type By } from "./step.ts";

type Decided = Result<BreakStep, Refusal>;

type Asked = {
  readonly request: ResolveBreakRequest;
  /** The event that the request names, once it was found in the break's books. */
  readonly ledgerEventId?: string;
  /** The advice of whose money in transit the entry takes something off. */
  readonly remittanceId?: RemittanceId;
  /** The amount above which one key alone resolves nothing; absent when one key is enough. */
  readonly fourEyesAbove?: Money;
};

/**
 * The resolution, or the proposal of one where a second key must confirm it.
 * @returns refusals `invalid-transition`, `invalid-request`
 */
export function resolve(before: BreakRecord, { fourEyesAbove, ...asked }: Asked, by: By): Decided {
  if (before.proposal !== undefined)
    return refuse({
      code: "invalid-transition",
      detail: "A resolution is proposed: it is confirmed or rejected first.",
      extra: { from: before.state, event: "resolve", allowed: ["confirm", "reject"] },
    });
  const decided = resolved(before, asked, by);
  return decided.ok && needsTwoKeys(before, fourEyesAbove) ? ok(proposed(before, asked, by)) : decided;
}

/** A second key takes the proposal over. @returns refusals of {@link resolve}, `four-eyes-needed` */
export function confirm(before: BreakRecord, by: By): Decided {
  const { proposal } = before;
  if (proposal === undefined) return notPossible(before, "confirm", "No resolution is proposed.");
  if (proposal.proposedBy === by.actor.id)
    return refuse({
      code: "four-eyes-needed",
      detail: "The key that proposed a resolution cannot confirm it.",
    });
  const { proposedAt: _at, ...asked } = proposal;
  return resolved(before, asked, by);
}

/** @returns refusal `invalid-transition` */
export function reject(before: BreakRecord, reason: string, by: By): Decided {
  const { proposal, ...after } = before;
  if (proposal === undefined) return notPossible(before, "reject", "No resolution is proposed.");
  return ok({
    after,
    event: breakEvent(by, after, {
      type: "break.resolution_rejected",
      data: { reason, method: proposal.request.method, proposedBy: proposal.proposedBy },
    }),
  });
}

type Of = Omit<Asked, "fourEyesAbove"> & { readonly proposedBy?: string };

function resolved(before: BreakRecord, asked: Of, by: By): Decided {
  const state = next(breakTransitions, before.state, "resolve");
  if (!state.ok) return state;
  const { posting } = asked.request;
  const legs = posting === undefined ? ok([]) : resolutionPostings(before, posting);
  if (!legs.ok) return legs;
  const postings = [...legs.value];
  const { proposal: _proposal, ...kept } = before;
  const resolution = { ...resolutionOf(before, asked, by), postings };
  const after: BreakRecord = { ...kept, state: state.value, resolution };
  const data = saidOf(before, asked);
  return ok({ after, event: breakEvent(by, after, { type: "break.resolved", data, postings }) });
}

const resolutionOf = (
  before: BreakRecord,
  { request: { method, explanation }, proposedBy, ledgerEventId, remittanceId }: Of,
  by: By,
) => ({
  method,
  explanation,
  ledgerEventId: ledgerEventId ?? nextEventIdOf(before),
  ...(remittanceId !== undefined && { remittanceId }),
  resolvedBy: by.actor,
  ...(proposedBy !== undefined && { confirmedBy: by.actor.id }),
  resolvedAt: by.now,
});

const saidOf = (
  { amount, currency }: BreakRecord,
  { request: { method, explanation, posting }, ...named }: Of,
) => ({
  method,
  explanation,
  amount: { amount, currency },
  ...(posting !== undefined && { entry: posting.entry }),
  ...named,
});

function proposed(before: BreakRecord, { proposedBy: _none, ...asked }: Of, by: By): BreakStep {
  const proposal: BreakProposal = {
    ...asked,
    proposedBy: KeyId.parse(by.actor.id),
    proposedAt: by.now,
  };
  const { request } = asked;
  const after = { ...before, proposal };
  const { method, explanation, posting } = request;
  return {
    after,
    event: breakEvent(by, after, {
      type: "break.resolution_proposed",
      data: { method, explanation, ...(posting && { entry: posting.entry }) },
    }),
  };
}
