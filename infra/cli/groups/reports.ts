import type { Group } from "../operation.ts";
import { costGroup } from "./costs.ts";

const REPORT = "rep_01JB4R0E3SH5G9V1XJ7P2M4WQC_4";

const reportGroup: Group = {
  name: "reports",
  says: "What agencies report of debtors: complaints, deaths, moratoria",
  operations: [
    {
      name: "list",
      says: "Lists reports that wait for an answer, those first that are due first",
      examples: ["reports list", "reports list --type complaint.raised --all"],
      method: "GET",
      path: "/v1/debtor-reports",
      query: [
        {
          flag: "--lender <lenderId>",
          says: "whose; the operator must say",
          member: "lenderId",
        },
        { flag: "--type <type>", says: "only of this type, such as debtor.deceased", member: "type" },
      ],
      paged: true,
      columns: [
        ["report", "reportId"],
        ["type", "type"],
        ["agency", "agencyId"],
        ["received", "receivedAt"],
        ["answer by", "reviewBy"],
      ],
    },
    {
      name: "show",
      says: "Shows a report with what was told in words",
      examples: [`reports show ${REPORT}`],
      method: "GET",
      path: "/v1/debtor-reports/:reportId",
    },
    {
      name: "answer",
      says: "Answers a report",
      examples: [`reports answer ${REPORT} --outcome UNFOUNDED --explanation "Another person of that name."`],
      method: "POST",
      path: "/v1/debtor-reports/:reportId/answer",
      body: [
        {
          flag: "--outcome <outcome>",
          says: "CONFIRMED, UNFOUNDED or RESOLVED",
          member: "outcome",
          needed: true,
        },
        { flag: "--explanation <text>", says: "why", member: "explanation", needed: true },
      ],
      asks: "The answer is final, and may take back every account of the debtor. Answer the report?",
      repeatable: true,
    },
  ],
};

/** What agencies report and the lender answers, beside disputes. */
export const reportGroups: readonly Group[] = [reportGroup, costGroup];
