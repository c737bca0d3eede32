import * as z from "zod";
import { AgencyRef } from "../callbacks/fields.ts";
import { Region } from "../kernel/region.ts";
import { Instant, LocalDate } from "../kernel/time.ts";

const NARRATIVE_LENGTH_MAX = 4000;
const COMPLAINT_LENGTH_MAX = 20_000;

/** A moment that can be reckoned with: the calendar's ends are no dates of anybody's debt. */
const moment = () =>
  Instant.refine((text) => text >= "1970-01-02" && text < "2099-12-31", {
    error: "a moment between 1970 and 2099",
  });

const channel = () => z.enum(["PHONE", "LETTER", "EMAIL", "PORTAL", "CHAT", "OTHER"]);

/** What every report says besides its own facts: who told it, and what shows it. */
const told = () => ({
  source: z.enum(["DEBTOR", "RELATIVE", "ATTORNEY", "PUBLIC_RECORD", "AGENCY", "OTHER"]).default("OTHER"),
  evidenceRef: AgencyRef.exactOptional(),
});

const narrated = () => ({ ...told(), narrative: z.string().max(NARRATIVE_LENGTH_MAX).exactOptional() });

const reportTypes = [
  "complaint.raised",
  "debtor.deceased",
  "debtor.insolvent",
  "debtor.vulnerable",
  "debtor.represented",
  "debtor.cease_requested",
  "debtor.moratorium",
  "debtor.id_theft",
  "debtor.moved",
] as const;

export const ReportType = z.enum(reportTypes);
export type ReportType = z.infer<typeof ReportType>;

/** What each type of report carries in `data`. Of a debtor's health nothing is asked, and a code alone is kept. */
export const debtorReportData = {
  "complaint.raised": () =>
    z.object({
      category: z.enum([
        "CONDUCT",
        "CONTACT",
        "FEES",
        "BALANCE",
        "DATA_PROTECTION",
        "DISCRIMINATION",
        "OTHER",
      ]),
      severity: z.enum(["LOW", "MEDIUM", "HIGH"]),
      channel: channel().default("OTHER"),
      receivedAt: moment().exactOptional(),
      ...told(),
      narrative: z.string().max(COMPLAINT_LENGTH_MAX).exactOptional(),
    }),
  "debtor.deceased": () => z.object({ diedOn: LocalDate.exactOptional(), ...narrated() }),
  "debtor.insolvent": () =>
    z.object({
      kind: z.enum(["BANKRUPTCY", "REPAYMENT_PLAN", "DEBT_RELIEF", "LIQUIDATION", "OTHER"]),
      filedOn: LocalDate.exactOptional(),
      ...narrated(),
    }),
  "debtor.vulnerable": () =>
    z.object({
      code: z.enum(["HEALTH", "LIFE_EVENT", "RESILIENCE", "CAPABILITY"]),
      ...narrated(),
    }),
  "debtor.represented": () => z.object(narrated()),
  "debtor.cease_requested": () =>
    z.object({
      inWriting: z.boolean().default(false),
      channel: channel().default("OTHER"),
      ...narrated(),
    }),
  "debtor.moratorium": () =>
    z.object({
      kind: z.enum(["STANDARD", "MENTAL_HEALTH", "OTHER"]),
      until: moment().exactOptional(),
      ...narrated(),
    }),
  "debtor.id_theft": () => z.object(narrated()),
  "debtor.moved": () => z.object({ region: Region.exactOptional(), ...narrated() }),
} as const satisfies Readonly<Record<ReportType, () => z.ZodType>>;

/** `POST /v1/debtor-reports/{reportId}/answer` */
export const AnswerReportRequest = z.strictObject({
  outcome: z.enum(["CONFIRMED", "UNFOUNDED", "RESOLVED"]),
  explanation: z.string().min(1).max(2000),
});
export type AnswerReportRequest = z.infer<typeof AnswerReportRequest>;

/** A report in the lender's list; what was told in words is read with the report itself. */
export const DebtorReportSummary = z.object({
  reportId: z.string(),
  accountId: z.string(),
  placementId: z.string(),
  agencyId: z.string(),
  type: z.string(),
  state: z.string(),
  facts: z.record(z.string(), z.unknown()),
  effectiveAt: z.string(),
  receivedAt: z.string(),
  holdId: z.string().exactOptional(),
  holdUntil: z.string().exactOptional(),
  reviewBy: z.string().exactOptional(),
  answer: z.object({ outcome: z.string(), explanation: z.string(), answeredAt: z.string() }).exactOptional(),
});
export type DebtorReportSummary = z.infer<typeof DebtorReportSummary>;

export const DebtorReportView = DebtorReportSummary.extend({ narrative: z.string().exactOptional() });
export type DebtorReportView = z.infer<typeof DebtorReportView>;
