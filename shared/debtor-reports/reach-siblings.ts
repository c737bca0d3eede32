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
import type { UpdateOne } from "../platform/dynamo.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import { answerEffect } from "./answer-effect.ts";
import { holdSibling } from "./hold-sibling.ts";
import { isAnswered, type DebtorReport } from "./model.ts";
import type { ReportStore } from "./store.ts";

export type ReachSiblingsDeps = StepStores & {
  readonly accounts: Pick<AccountStore, "find" | "changed" | "step" | "latestScreening">;
  readonly debtors: Pick<DebtorStore, "accountsOf" | "seen">;
  readonly placements: Pick<PlacementStore, "find" | "changed">;
  readonly reports: Pick<ReportStore, "find" | "answeredBy">;
  readonly update: UpdateOne;
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
    // An account whose debtor came without an identifier has no siblings.
    const index = (await deps.accounts.latestScreening(accountId))?.debtorIndex;
    if (index !== undefined) await reachAll(deps, index, { report, isAnswer });
  };

/**
 * Reaches every sibling, those too that are placed meanwhile: what was decided on the debtor's accounts as they stood
 * before fails from here on, and is decided again as they stand now.
 */
const reachAll = async (deps: ReachSiblingsDeps, index: string, what: What): Promise<void> => {
  await attempts(async () => {
    const { accountId, lenderId } = what.report;
    const known = await deps.debtors.accountsOf(lenderId, index);
    for (const sibling of known.entries.map((entry) => entry.accountId))
      if (sibling !== accountId) await reach(deps, sibling, what);
    return (await deps.update(deps.debtors.seen(known))) ? "done" : again;
  }, onConflict);
};

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
