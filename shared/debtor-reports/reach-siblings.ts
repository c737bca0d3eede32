import { stepWritten, type AccountStep, type StepStores } from "../accounts/account-step.ts";
import { lastPlacement } from "../accounts/change-account.ts";
import type { DebtorStore } from "../accounts/debtor-store.ts";
import type { Account } from "../accounts/model.ts";
import type { AccountStore } from "../accounts/store.ts";
import { AccountId, reportIdOf } from "../kernel/ids.ts";
import type { Clock } from "../kernel/time.ts";
import type { EventMessage } from "../outbox/message.ts";
import type { By } from "../placements/holder.ts";
import type { PlacementStore } from "../placements/store.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import { answerEffect } from "./answer-effect.ts";
import { holdSibling } from "./hold-sibling.ts";
import { isAnswered, type DebtorReport } from "./model.ts";
import type { ReportStore } from "./store.ts";

export type ReachSiblingsDeps = StepStores & {
  readonly accounts: Pick<AccountStore, "find" | "changed" | "step" | "latestScreening">;
  readonly debtors: Pick<DebtorStore, "accountsOf">;
  readonly placements: Pick<PlacementStore, "find" | "changed">;
  readonly reports: Pick<ReportStore, "find" | "answeredBy">;
  readonly write: Write;
  readonly clock: Clock;
};

/** The event that answers a report; every other one that comes here reports something. */
export const REPORT_ANSWERED = "debtor_report.answered";

/**
 * Carries what is true of the person to the lender's other accounts of the debtor: the report's hold, and later
 * what its answer does. Each account has a transaction and a step of its own, however often the message comes.
 */
export const reachSiblings =
  (deps: ReachSiblingsDeps) =>
  async ({ accountId: id, sequence, eventId, type }: EventMessage): Promise<void> => {
    const accountId = AccountId.parse(id);
    const isAnswer = type === REPORT_ANSWERED;
    const report = await (isAnswer
      ? deps.reports.answeredBy(accountId, sequence)
      : deps.reports.find(reportIdOf(accountId, sequence)));
    if (report === undefined) throw new Error(`${eventId} is about no report`);
    for (const sibling of await siblingsOf(deps, report)) await reach(deps, sibling, { report, isAnswer });
  };

/** An account whose debtor came without an identifier has none. */
async function siblingsOf(
  deps: ReachSiblingsDeps,
  { accountId, lenderId }: DebtorReport,
): Promise<readonly AccountId[]> {
  const screening = await deps.accounts.latestScreening(accountId);
  if (screening?.debtorIndex === undefined) return [];
  const { entries } = await deps.debtors.accountsOf(lenderId, screening.debtorIndex);
  return entries.map((entry) => entry.accountId).filter((sibling) => sibling !== accountId);
}

type What = { readonly report: DebtorReport; readonly isAnswer: boolean };

const reach = async (deps: ReachSiblingsDeps, accountId: AccountId, what: What): Promise<void> => {
  await attempts(async () => {
    const account = await deps.accounts.find(accountId);
    if (account === undefined) return "done";
    const now = deps.clock.now();
    const step = await stepOn(deps, account, {
      ...what,
      actor: { kind: "SYSTEM", id: "dispute-worker" },
      now,
    });
    if (step === undefined) return "done";
    const name = `${what.isAnswer ? "answered-report" : "report"}#${what.report.reportId}`;
    const outcome = await deps.write(stepWritten(deps)(account, step, { name, now }));
    if (outcome.ok || outcome.error.some((failed) => failed.name === "step")) return "done";
    return again;
  }, onConflict);
};

async function stepOn(
  deps: ReachSiblingsDeps,
  account: Account,
  { report, isAnswer, ...by }: What & By,
): Promise<AccountStep | undefined> {
  if (!isAnswer) return holdSibling(account, report, by);
  if (!isAnswered(report)) throw new Error(`${report.reportId} is not answered`);
  const placement = await lastPlacement(deps, account);
  return answerEffect({ account, ...(placement && { placement }) }, report, by);
}
