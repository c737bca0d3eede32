import { lifecycleTransitions, withAttention, type Account } from "../accounts/model.ts";
import { eventOf, type Outcome, type Received } from "../callbacks/outcome.ts";
import type { Clock } from "../clocks/model.ts";
import { HOLD_COUNT_MAX } from "../compliance/hold.ts";
import { putHold } from "../compliance/put-hold.ts";
import { reportIdOf } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { plusDays, utc, type Instant } from "../kernel/time.ts";
import { allowedEvents } from "../kernel/transitions.ts";
import { currentHolder } from "../placements/holder.ts";
import type { DebtorReport } from "./model.ts";
import { termsOf } from "./terms.ts";
import { ReportType } from "./wire.ts";

/**
 * Takes what an agency reports of the debtor, now or after it had the account, and puts its hold in the transaction
 * that answers: who has the account is ordered to stop, unless it is the one that reports. What is true of the
 * person reaches the debtor's other accounts by the worker.
 * @returns refusal `invalid-transition` for an account that is final
 */
export function takeReport(account: Account, received: Received<ReportType>): Result<Outcome, Refusal> {
  if (account.lifecycle === "FINALIZED") return final(account, received.callback.eventType);
  const report = reportOf(account, received);
  const { reportId, type, facts } = report;
  const put = holdOf(account, report);
  const ids = { ...put.ids, reportId };
  const event = eventOf(received, {
    type,
    data: { ...facts, ...ids },
    ...(termsOf(type).isAboutPerson && { route: { queue: "disputes", group: account.accountId } }),
  });
  return ok({
    account: marked(put.account, type),
    events: [event, ...put.events],
    clocksStarted: [...put.clocksStarted, ...reviewClock(report)],
    report: { ...report, ...put.ids },
    answer: ids,
  });
}

function marked(account: Account, type: ReportType): Account {
  const { attention } = termsOf(type);
  return attention === undefined
    ? account
    : { ...account, attention: [...withAttention(account, attention)] };
}

const reviewClock = ({ accountId, reportId, reviewBy }: DebtorReport): readonly Clock[] =>
  reviewBy === undefined ? [] : [{ accountId, kind: "REPORT_REVIEW", ref: reportId, dueAt: reviewBy }];

/** Whether an event is a report or a dispute whose hold is one more than the account carries. */
export function isHeldTooOften(account: Account | undefined, eventType: string): boolean {
  if (account === undefined || account.lifecycle === "FINALIZED") return false;
  if (account.holds.length < HOLD_COUNT_MAX) return false;
  const report = ReportType.safeParse(eventType);
  return report.success ? termsOf(report.data).holdType !== undefined : eventType === "dispute.raised";
}

function reportOf(account: Account, { callback, agencyId, receivedAt }: Received<ReportType>): DebtorReport {
  const { accountId, lenderId, sequence } = account;
  const { narrative, ...facts } = callback.data;
  const holdUntil = endOf(callback, receivedAt);
  const reviewBy = holdUntil ?? dueOf(callback, receivedAt);
  return {
    reportId: reportIdOf(accountId, sequence + 1),
    accountId,
    lenderId,
    placementId: callback.placementId,
    agencyId,
    type: callback.eventType,
    state: "OPEN",
    facts,
    ...(narrative !== undefined && { narrative }),
    effectiveAt: callback.effectiveAt,
    receivedAt,
    ...(holdUntil !== undefined && { holdUntil }),
    ...(reviewBy !== undefined && { reviewBy }),
  };
}

type Callback = Received<ReportType>["callback"];

/**
 * When the hold ends by itself: as reported, or after the days of its type. A mental health crisis moratorium lasts as
 * long as the treatment and 30 days more, which nobody knows beforehand: Debt Respite Scheme Regulations 2020, part 3.
 */
function endOf({ eventType, data }: Callback, receivedAt: Instant): Instant | undefined {
  const { holdDays } = termsOf(eventType);
  if (holdDays === undefined) return undefined;
  if ("until" in data && data.until !== undefined) return utc(data.until);
  const isOpenEnded = "kind" in data && data.kind === "MENTAL_HEALTH";
  return isOpenEnded ? undefined : plusDays(receivedAt, holdDays);
}

/** A complaint's time runs from when the agency had it, if it says so; never from later than now. */
function dueOf({ eventType, data }: Callback, receivedAt: Instant): Instant | undefined {
  const { holdDays, reviewDays = holdDays } = termsOf(eventType);
  if (reviewDays === undefined) return undefined;
  const had = "receivedAt" in data && data.receivedAt !== undefined ? utc(data.receivedAt) : receivedAt;
  return plusDays(had < receivedAt ? had : receivedAt, reviewDays);
}

/** The hold of the report's type, if it has one, with what follows from it. */
function holdOf(account: Account, { type, agencyId, reportId, receivedAt, holdUntil }: DebtorReport) {
  const { holdType } = termsOf(type);
  if (holdType === undefined) return { account, events: [], clocksStarted: [], ids: {} };
  const { hold, ...put } = putHold(
    account,
    {
      type: holdType,
      owner: { kind: "REPORT", id: reportId },
      ...(holdUntil !== undefined && { until: holdUntil }),
      isAcknowledged: currentHolder(account)?.agencyId === agencyId,
    },
    { actor: { kind: "AGENCY", id: agencyId }, now: receivedAt },
  );
  return { ...put, ids: { holdId: hold.holdId } };
}

const final = ({ lifecycle }: Account, event: ReportType): Result<never, Refusal> =>
  refuse({
    code: "invalid-transition",
    detail: "Nothing can be reported of an account that is final.",
    extra: { from: lifecycle, event, allowed: allowedEvents(lifecycleTransitions, lifecycle) },
  });
