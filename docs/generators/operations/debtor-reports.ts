import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { answerReportBody, reportViews } from "../report-examples.ts";

export const debtorReportOperations: readonly Operation[] = [
  {
    id: "listDebtorReports",
    method: "GET",
    path: "/v1/debtor-reports",
    summary: "List what was reported of debtors",
    says: "The complaints and reports of one lender that wait for an answer: those first that are due first, and at the end those that nobody has to answer by a day. Without what was told in words.",
    for: ["Lender", "Operator"],
    proves: "key",
    parameters: ["reportState", "reportType", "limit", "cursor", "ownedBy"],
    answer: {
      status: 200,
      says: "A page of open reports.",
      schema: "DebtorReportPage",
      examples: { one: { summary: "One report waits", value: { items: [reportViews.summary] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
  {
    id: "getDebtorReport",
    method: "GET",
    path: "/v1/debtor-reports/:reportId",
    summary: "Read what was reported of a debtor",
    says: "The report with what was told in words, and the lender's answer once there is one.",
    for: ["Lender", "Operator"],
    proves: "key",
    parameters: ["reportId"],
    answer: {
      status: 200,
      says: "The report.",
      schema: "DebtorReportView",
      examples: { open: { summary: "Waiting for the lender", value: reportViews.open } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    id: "answerDebtorReport",
    method: "POST",
    path: "/v1/debtor-reports/:reportId/answer",
    summary: "Answer a report",
    says: "`UNFOUNDED` and `RESOLVED` release the hold. `CONFIRMED` takes the account back where the report's type says so, and else leaves the hold to the lender, who releases it by hand. What is true of the person happens to all open accounts of the debtor, a moment later. A report is answered once; the same answer again changes nothing.",
    for: ["Lender"],
    proves: "key",
    parameters: ["reportId"],
    request: {
      schema: "AnswerReportRequest",
      bytesMax: 16 * 1024,
      examples: { unfounded: { summary: "It is not true", value: answerReportBody } },
    },
    answer: {
      status: 200,
      says: "The report with its answer.",
      schema: "DebtorReportView",
      examples: { answered: { summary: "Found untrue", value: reportViews.answered } },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", "invalid-transition", ...faults],
  },
];
