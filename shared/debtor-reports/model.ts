import * as z from "zod";
import { AccountId, AgencyId, HoldId, LenderId, PlacementId, ReportId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import type { TransitionTable } from "../kernel/transitions.ts";
import { AnswerReportRequest, ReportType } from "./wire.ts";

export const ReportState = z.enum(["OPEN", "CONFIRMED", "UNFOUNDED", "RESOLVED"]);
export type ReportState = z.infer<typeof ReportState>;

export const reportTransitions = {
  confirm: { from: ["OPEN"], to: "CONFIRMED" },
  "find-unfounded": { from: ["OPEN"], to: "UNFOUNDED" },
  resolve: { from: ["OPEN"], to: "RESOLVED" },
} as const satisfies TransitionTable<ReportState>;

const Answer = AnswerReportRequest.extend({ answeredAt: Instant });

/** What an agency reported of the debtor, or that the debtor complained, until the lender has answered it. */
export const DebtorReport = z.object({
  reportId: ReportId,
  accountId: AccountId,
  lenderId: LenderId,
  placementId: PlacementId,
  agencyId: AgencyId,
  type: ReportType,
  state: ReportState,
  /** The members of the report as its type's schema took them, without the words. */
  facts: z.record(z.string(), z.unknown()),
  /** What was told in words: kept here whole, and nowhere else. */
  narrative: z.string().exactOptional(),
  effectiveAt: Instant,
  receivedAt: Instant,
  holdId: HoldId.exactOptional(),
  /** When the hold ends by itself. */
  holdUntil: Instant.exactOptional(),
  reviewBy: Instant.exactOptional(),
  answer: Answer.exactOptional(),
});
export type DebtorReport = z.infer<typeof DebtorReport>;

/** A report that the lender has answered. */
export type AnsweredReport = DebtorReport & { readonly answer: NonNullable<DebtorReport["answer"]> };

export const isAnswered = (report: DebtorReport): report is AnsweredReport => report.answer !== undefined;
