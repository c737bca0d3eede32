import * as z from "zod";
import type { Authenticate } from "../../shared/access/authenticate.ts";
import { asLender, lenderOf, reachOf, withinReach, type Reach } from "../../shared/access/scope.ts";
import type { AnswerReport } from "../../shared/debtor-reports/answer-report.ts";
import type { DebtorReport } from "../../shared/debtor-reports/model.ts";
import type { ReportStore } from "../../shared/debtor-reports/store.ts";
import {
  AnswerReportRequest,
  ReportType,
  type DebtorReportSummary,
  type DebtorReportView,
} from "../../shared/debtor-reports/wire.ts";
import { ReportId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";

export type ReportUseCases = {
  readonly authenticate: Authenticate;
  readonly answerReport: (command: AnswerReport) => Promise<DebtorReport>;
  readonly reports: Pick<ReportStore, "find" | "open">;
};

const BODY_BYTES_MAX = 16 * 1024;

export const reportRoutes = (use: ReportUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/debtor-reports", handle: async (c) => list(use, c) },
  { method: "GET", path: "/v1/debtor-reports/:reportId", handle: async (c) => read(use, c) },
  { method: "POST", path: "/v1/debtor-reports/:reportId/answer", handle: async (c) => answer(use, c) },
];

const principal = async (use: ReportUseCases, c: HttpContext) =>
  use.authenticate(c.req.header("authorization"));

/** What is told of a person is for its lender and the operator; who reconciles money need not know it. */
async function reach(use: ReportUseCases, c: HttpContext): Promise<Reach> {
  const who = await principal(use, c);
  if (who.kind === "FINANCE")
    throw new Refused({ code: "forbidden", detail: "This needs the lender's key or the operator's." });
  return reachOf(who);
}

function reportIdOf(c: HttpContext): ReportId {
  const reportId = ReportId.safeParse(c.req.param("reportId"));
  if (reportId.success) return reportId.data;
  throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
}

const Query = z.object({ state: z.literal("OPEN").default("OPEN"), type: ReportType.exactOptional() });

/** The reports that wait for an answer, by when they are due. */
async function list(use: ReportUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = lenderOf(await reach(use, c), c.req.query("lenderId"));
  const [state, named] = [c.req.query("state"), c.req.query("type")];
  const { type } = parsed(Query, { ...(state && { state }), ...(named && { type: named }) });
  const page = await use.reports.open({ lenderId, ...(type && { type }), ...pagingOf(c) });
  return c.json(pageOf(page.items.map(summaryOf), page.next));
}

async function read(use: ReportUseCases, c: HttpContext): Promise<HttpReply> {
  const found = withinReach(await reach(use, c), await use.reports.find(reportIdOf(c)));
  return c.json(viewOf(found));
}

async function answer(use: ReportUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = asLender(await principal(use, c));
  const request = parsed(AnswerReportRequest, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  return c.json(viewOf(await use.answerReport({ lenderId, reportId: reportIdOf(c), request })));
}

const viewOf = ({ lenderId: _lender, ...report }: DebtorReport): DebtorReportView => report;

function summaryOf(report: DebtorReport): DebtorReportSummary {
  const { narrative: _narrative, ...summary } = viewOf(report);
  return summary;
}
