import type * as z from "zod";
import { decide } from "../../shared/callbacks/decide.ts";
import { Callback } from "../../shared/callbacks/any-callback.ts";
import { decideAnswer } from "../../shared/debtor-reports/decide-answer.ts";
import type { DebtorReport } from "../../shared/debtor-reports/model.ts";
import { AnswerReportRequest, type DebtorReportView } from "../../shared/debtor-reports/wire.ts";
import { accepted } from "../../shared/kernel/problems.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { canonical, sha256 } from "../../shared/platform/canonical.ts";
import { reportExamples } from "./callback-examples-reports.ts";
import { acknowledged, agencyId } from "./story.ts";

export const answerReportBody = {
  outcome: "UNFOUNDED",
  explanation: "The register has a person of the same name; our customer signed in on 2026-03-10.",
} satisfies z.input<typeof AnswerReportRequest>;

const body = reportExamples["debtor.deceased"];

const outcome = accepted(
  decide(
    { account: acknowledged.account },
    {
      agencyId,
      callback: Callback.parse(body),
      payloadHash: sha256(canonical(body)),
      receivedAt: Instant.parse("2026-03-11T11:00:02.318Z"),
    },
  ),
);

function reported(): DebtorReport {
  if (outcome.report === undefined) throw new Error("a debtor.deceased that opens no report");
  return outcome.report;
}

const answered = accepted(
  decideAnswer(
    { account: outcome.account },
    { report: reported(), request: AnswerReportRequest.parse(answerReportBody) },
    {
      actor: { kind: "LENDER", id: reported().lenderId },
      now: Instant.parse("2026-03-13T08:45:00.000Z"),
    },
  ),
).report;

const viewOf = ({ lenderId: _lender, ...view }: DebtorReport): DebtorReportView => view;

const { narrative: _narrative, ...summary } = viewOf(reported());

/** A report of the account of the examples, as the code answers it. */
export const reportViews = { summary, open: viewOf(reported()), answered: viewOf(answered) };
