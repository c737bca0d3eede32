import { stepWritten, type AccountStep, type Known, type StepStores } from "../accounts/account-step.ts";
import { lastPlacement } from "../accounts/change-account.ts";
import type { AccountStore } from "../accounts/store.ts";
import { accountIdOf, type LenderId, type ReportId } from "../kernel/ids.ts";
import { accepted, Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import type { PlacementStore } from "../placements/store.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import { decideAnswer } from "./decide-answer.ts";
import type { AnsweredReport, DebtorReport } from "./model.ts";
import type { ReportStore } from "./store.ts";
import type { AnswerReportRequest } from "./wire.ts";

export type AnswerReportDeps = StepStores & {
  readonly accounts: Pick<AccountStore, "find" | "changed" | "step">;
  readonly placements: Pick<PlacementStore, "find" | "changed">;
  readonly reports: Pick<ReportStore, "find" | "changed">;
  readonly write: Write;
  readonly clock: Clock;
};

export type AnswerReport = {
  readonly lenderId: LenderId;
  readonly reportId: ReportId;
  readonly request: AnswerReportRequest;
};

/**
 * The lender answers a report: here at once, and by the worker on the debtor's other accounts. The same answer
 * again is the answer that stands.
 * @throws Refused `not-found`, `invalid-transition`
 */
export const answerReport =
  (deps: AnswerReportDeps) =>
  async ({ lenderId, reportId, request }: AnswerReport): Promise<DebtorReport> =>
    attempts(async () => {
      const [account, report] = await Promise.all([
        deps.accounts.find(accountIdOf(reportId)),
        deps.reports.find(reportId),
      ]);
      if (account === undefined || report?.lenderId !== lenderId)
        throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
      if (isSameAnswer(report, request)) return report;
      const placement = await lastPlacement(deps, account);
      const now = deps.clock.now();
      const by = { actor: { kind: "LENDER" as const, id: lenderId }, now };
      const known: Known = { account, ...(placement && { placement }) };
      const decided = accepted(decideAnswer(known, { report, request }, by));
      const outcome = await write(deps, { known, report }, decided);
      return outcome.ok ? decided.report : again;
    }, onConflict);

const isSameAnswer = ({ answer }: DebtorReport, { outcome, explanation }: AnswerReportRequest): boolean =>
  answer?.outcome === outcome && answer.explanation === explanation;

async function write(
  deps: AnswerReportDeps,
  { known, report }: { readonly known: Known; readonly report: DebtorReport },
  { step, report: answered }: { readonly step: AccountStep; readonly report: AnsweredReport },
) {
  const name = `answer-report#${report.reportId}`;
  const written = stepWritten(deps)(known.account, step, { name, now: answered.answer.answeredAt });
  return deps.write({ ...written, state: [...written.state, deps.reports.changed(report, answered)] });
}
