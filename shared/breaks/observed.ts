import { isLasting } from "./lasting.ts";
import { emptyChain } from "../kernel/event.ts";
import { utc, type Instant } from "../kernel/time.ts";
import { dueAtOf } from "./clock.ts";
import { reversed } from "./entries.ts";
import { breakIdOf, type Finding } from "./finding.ts";
import { isOpenBreak, type BreakRecord, type BreakResolution } from "./model.ts";
import { breakEvent, nextEventIdOf, type BreakStep, type By } from "./step.ts";

/** What finding something does: a step of its history, a mark that it is still there, or nothing new. */
export type Observed =
  | { readonly kind: "STEP"; readonly step: BreakStep }
  | { readonly kind: "SEEN_AGAIN" }
  | { readonly kind: "NOTHING" };

/** Whoever looks for breaks: they are findings as of a moment, which names the look as well. */
export type Look = By & { readonly at: Instant };

const NOTHING: Observed = { kind: "NOTHING" };

/**
 * What a finding does to the break that stands. A look that is as old as the last one, or older than the
 * resolution, says nothing new, so that a look may be repeated after any part of it, and may come late.
 */
export function observed(before: BreakRecord | undefined, finding: Finding, look: Look): Observed {
  const at = utc(look.at);
  if (before === undefined) return { kind: "STEP", step: opened(finding, { ...look, at }) };
  if (at <= before.lastSeenAt) return NOTHING;
  if (isOpenBreak(before))
    return before.amount === finding.amount
      ? { kind: "SEEN_AGAIN" }
      : { kind: "STEP", step: changed(before, finding, { ...look, at }) };
  if (before.resolution !== undefined && at <= before.resolution.resolvedAt) return NOTHING;
  return isAccepted(before.resolution) && before.amount === finding.amount
    ? { kind: "SEEN_AGAIN" }
    : { kind: "STEP", step: recurred(before, finding, { ...look, at }) };
}

/** A person took it as it is. Whoever says that it matched, a run or a person, is contradicted by seeing it again. */
const isAccepted = (resolution: BreakResolution | undefined): boolean =>
  resolution !== undefined && resolution.method !== "MATCH";

const amountOf = ({ amount, currency }: Pick<BreakRecord, "amount" | "currency">) => ({ amount, currency });

function opened({ evidence, ...finding }: Finding, look: Look): BreakStep {
  const { severity, owner, action, source, currency } = finding;
  const after: BreakRecord = {
    breakId: breakIdOf(finding.fingerprint),
    ...finding,
    state: "OPEN",
    firstSeenAt: look.at,
    lastSeenAt: look.at,
    timesSeen: 1,
    openedAt: look.at,
    dueAt: dueAtOf(severity, currency, look.at),
    commentCount: 0,
    reopenCount: 0,
    version: 1,
    sequence: emptyChain.sequence,
    head: emptyChain.head,
  };
  const data = { severity, owner, action, source, amount: amountOf(after) };
  return { after, evidence, event: breakEvent(look, after, { type: "break.opened", data }) };
}

const seen = (before: BreakRecord, { amount, explain }: Finding, { at }: Look): BreakRecord => ({
  ...before,
  amount,
  explain,
  lastSeenAt: at,
  timesSeen: before.timesSeen + 1,
});

/** Another amount: whoever proposed a resolution proposed it for the former one, so that it is off. */
function changed(before: BreakRecord, finding: Finding, look: Look): BreakStep {
  const { proposal, ...after } = seen(before, finding, look);
  const data = {
    amount: amountOf(after),
    was: amountOf(before),
    ...(proposal !== undefined && { proposalDropped: true }),
  };
  const { evidence } = finding;
  return { after, evidence, event: breakEvent(look, after, { type: "break.amount_changed", data }) };
}

function recurred(before: BreakRecord, finding: Finding, look: Look): BreakStep {
  const { evidence } = finding;
  const { after, postings } = reopened(seen(before, finding, look), look.at);
  const data = { why: "SEEN_AGAIN", amount: amountOf(after), was: amountOf(before) };
  return { after, evidence, event: breakEvent(look, after, { type: "break.reopened", data, postings }) };
}

/** A resolved break as it is when it is open again: its time begins anew, and what its resolution posted is taken back. */
export function reopened(before: BreakRecord, openedAt: Instant) {
  const { resolution, proposal: _proposal, assignee: _assignee, ...kept } = before;
  const after: BreakRecord = {
    ...kept,
    state: "OPEN",
    openedAt,
    dueAt: dueAtOf(before.severity, before.currency, openedAt),
    reopenCount: before.reopenCount + 1,
  };
  return { after, postings: reversed(resolution?.postings ?? []) };
}

/**
 * An open break of a run that this later run did not find: its cause is gone, unless it is about what happened and the
 * run did not find it right. What was opened or seen since the run looked stays, and so does what other things than
 * runs found.
 */
export function cleared(
  before: BreakRecord,
  { isRighted = false, ...look }: Look & { readonly isRighted?: boolean },
): BreakStep | undefined {
  const at = utc(look.at);
  const { source, lastSeenAt, openedAt } = before;
  if (
    source !== "RUN" ||
    (isLasting(before.code) && !isRighted) ||
    !isOpenBreak(before) ||
    at <= lastSeenAt ||
    at <= openedAt
  )
    return undefined;
  const { proposal: _proposal, ...kept } = before;
  const resolution: BreakResolution = {
    method: "MATCH",
    explanation: "Its cause is gone.",
    postings: [],
    ledgerEventId: nextEventIdOf(before),
    resolvedBy: look.actor,
    resolvedAt: at,
  };
  const after: BreakRecord = { ...kept, state: "RESOLVED", resolution };
  const { method, explanation } = resolution;
  return {
    after,
    event: breakEvent(look, after, {
      type: "break.resolved",
      data: { method, explanation, amount: amountOf(after) },
    }),
  };
}
