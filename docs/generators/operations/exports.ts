import {
  breakExportBody,
  codedExportBody,
  exportBody,
  exportViews,
  recoveryExportBody,
} from "../ledger-examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

/** What finance takes away. */
export const exportOperations: readonly Operation[] = [
  {
    id: "requestExport",
    method: "POST",
    path: "/v1/exports",
    summary: "Ask for an export",
    says: "`JOURNAL`: a book's journal of some days that are over, a row for each leg: balanced, counted and hashed. `BREAKS`: every break of the book that stood at some time of these days, as its history had it at the end of the last one, by its id. `RECOVERIES`: what was recovered in these days by each agency, by the month in which placements were offered and the month of booking, beside what was placed. A journal has the account codes that it is asked with, or else those that the lender saved, and says which version. It is written within minutes; read it until it is `WRITTEN`. What is asked for is what an export is: asking again, with the same account codes, answers the same one, and its bytes are the same each time. Needs the role `OPERATOR`.",
    for: ["Finance"],
    proves: "key",
    request: {
      schema: "ExportRequest",
      bytesMax: 16 * 1024,
      examples: {
        journal: { summary: "The journal of February", value: exportBody },
        coded: { summary: "By the account codes that were saved first", value: codedExportBody },
        breaks: { summary: "The breaks of February", value: breakExportBody },
        recoveries: { summary: "What was recovered in half a year", value: recoveryExportBody },
      },
    },
    answer: {
      status: 202,
      says: "The export, as far as it is: 200 when it is written already.",
      schema: "ExportView",
      examples: { requested: { summary: "Asked for", value: exportViews.requested } },
      headers: ["Location"],
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", ...faults],
  },
  {
    id: "listExports",
    method: "GET",
    path: "/v1/exports",
    summary: "List exports",
    says: "An owner's exports, newest first, each with a link that is good for five minutes once it is written.",
    for: ["Finance", "Operator"],
    proves: "key",
    parameters: ["bookOf", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of exports.",
      schema: "ExportPage",
      examples: { one: { summary: "One export", value: { items: [exportViews.written] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
  {
    id: "getExport",
    method: "GET",
    path: "/v1/exports/:exportId",
    summary: "Read an export",
    says: "Where an export stands and, once it is written, its counts, its hash and a link that is good for five minutes. Answers 202 until then.",
    for: ["Finance", "Operator"],
    proves: "key",
    parameters: ["exportId"],
    answer: {
      status: 200,
      says: "The export.",
      schema: "ExportView",
      examples: { written: { summary: "Written", value: exportViews.written } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
];
