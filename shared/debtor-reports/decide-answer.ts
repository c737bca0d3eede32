import type { AccountStep, Known } from "../accounts/account-step.ts";
import type { Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { next } from "../kernel/transitions.ts";
import { ownEvent, type By } from "../placements/holder.ts";
import { answerEffect } from "./answer-effect.ts";
import { reportTransitions, type AnsweredReport, type DebtorReport } from "./model.ts";
import { termsOf } from "./terms.ts";
import type { AnswerReportRequest } from "./wire.ts";

const transitionOf = {
  CONFIRMED: "confirm",
  UNFOUNDED: "find-unfounded",
  RESOLVED: "resolve",
} as const;

type Asked = { readonly report: DebtorReport; readonly request: AnswerReportRequest };
type Decided = { readonly step: AccountStep; readonly report: AnsweredReport };

/** The lender's answer, once: the report leaves its work list and what follows for this account follows at once. */
export function decideAnswer(known: Known, { report, request }: Asked, by: By): Result<Decided, Refusal> {
  const state = next(reportTransitions, report.state, transitionOf[request.outcome]);
  if (!state.ok) return state;
  const answered = { ...report, state: state.value, answer: { ...request, answeredAt: by.now } };
  const effect = answerEffect(known, answered, by);
  const { reportId, accountId, type } = report;
  const told = ownEvent(by, {
    type: "debtor_report.answered",
    data: { reportId, type, outcome: request.outcome },
    ...(termsOf(type).isAboutPerson && { route: { queue: "disputes", group: accountId } }),
  });
  const review = { kind: "REPORT_REVIEW" as const, ref: reportId };
  return ok({
    report: answered,
    step: {
      account: known.account,
      ...effect,
      events: [told, ...(effect?.events ?? [])],
      clocksStopped: [...(effect?.clocksStopped ?? []), ...(report.reviewBy === undefined ? [] : [review])],
    },
  });
}
