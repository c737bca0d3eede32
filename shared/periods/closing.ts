import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { Actor } from "../kernel/event.ts";
import type { Instant } from "../kernel/time.ts";
import { next } from "../kernel/transitions.ts";
import { periodTransitions, type Period } from "./model.ts";
import type { CheckCode, CheckView, PeriodState } from "./wire.ts";

/** Who decides, and when. */
export type By = { readonly actor: Actor; readonly now: Instant };

/** What a decision does to a period, as facts. */
export type PeriodStep = {
  readonly after: Period;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The worker has something to do with it. */
  readonly isWorkedOn?: true;
};

/** Undefined when what is asked for stands already. */
type Decided = Result<PeriodStep | undefined, Refusal>;

/** The event by which the worker hears that figures are wanted. */
export const CLOSING_BEGUN = "period.closing_begun";

/** The event by which the worker hears that advices of the month are final. */
export const PERIOD_CLOSED = "period.closed";

/** What nobody can do anything about but wait: a month is not begun to be closed before. */
const neededToBegin: readonly CheckCode[] = ["MONTH_OVER", "DAYS_SEALED"];

/** @returns refusals `invalid-transition`, `period-not-ready` */
export function beginClosing(before: Period, checks: readonly CheckView[], { actor, now }: By): Decided {
  if (before.state === "CLOSING") return ok(undefined);
  const state = after(before, "begin");
  if (!state.ok) return state;
  const open = checks.filter(({ code, outcome }) => neededToBegin.includes(code) && outcome === "BLOCKS");
  if (open.length > 0) return notReady(open);
  return ok({
    after: { ...before, state: state.value, begun: { by: actor.id, at: now } },
    type: CLOSING_BEGUN,
    data: aboutOf(before),
    isWorkedOn: true,
  });
}

/**
 * The second key closes what the first began: what the month came to stands from now on.
 * @returns refusals `invalid-transition`, `four-eyes-needed`, `period-not-ready`
 */
export function close(before: Period, checks: readonly CheckView[], { actor, now }: By): Decided {
  if (before.state === "CLOSED") return ok(undefined);
  const state = after(before, "close");
  if (!state.ok) return state;
  if (before.begun?.by === actor.id)
    return refuse({
      code: "four-eyes-needed",
      detail: "The key that began to close a month cannot close it.",
    });
  const open = checks.filter(({ outcome }) => outcome === "BLOCKS");
  const { prepared } = before;
  if (open.length > 0 || prepared === undefined) return notReady(open);
  const { entries, debit, credit, sha256, balanceHash, seal } = prepared;
  const warnings = checks.filter(({ outcome }) => outcome === "WARNS");
  return ok({
    after: { ...before, state: state.value, closed: { by: actor.id, at: now } },
    type: PERIOD_CLOSED,
    isWorkedOn: true,
    data: {
      ...aboutOf(before),
      begunBy: before.begun?.by,
      entries,
      debit,
      credit,
      sha256,
      balanceHash,
      seal,
      // What was known and let pass is part of the record.
      warnings: warnings.map(({ code, count }) => ({ code, count })),
    },
  });
}

/** @returns refusal `invalid-transition`: a closed month stays closed */
export function reopen(before: Period, reason: string): Decided {
  if (before.state === "OPEN") return ok(undefined);
  const state = after(before, "reopen");
  if (!state.ok) return state;
  const { begun: _begun, prepared: _prepared, ...kept } = before;
  return ok({
    after: { ...kept, state: state.value },
    type: "period.reopened",
    data: { ...aboutOf(before), reason },
  });
}

const after = ({ state }: Period, event: keyof typeof periodTransitions): Result<PeriodState, Refusal> =>
  next(periodTransitions, state, event);

const aboutOf = ({ periodId, owner, currency, month }: Period) => ({ periodId, owner, currency, month });

const notReady = (open: readonly CheckView[]) =>
  refuse({
    code: "period-not-ready",
    detail: open[0]?.detail ?? "What the month came to is still being worked out.",
    extra: { blockers: open.map(({ code, count }) => ({ code, count })) },
  });
