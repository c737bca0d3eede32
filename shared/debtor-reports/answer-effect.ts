import type { AccountStep, Known } from "../accounts/account-step.ts";
import { lifecycleTransitions, type Account } from "../accounts/model.ts";
import { replacedHold, type Hold } from "../compliance/hold.ts";
import { released } from "../compliance/release-hold.ts";
import { ownEvent, type By } from "../placements/holder.ts";
import { recalled } from "../placements/recall.ts";
import type { RecallCode } from "../placements/wire.ts";
import type { AnsweredReport, DebtorReport } from "./model.ts";
import { termsOf } from "./terms.ts";

/** The hold that a report put on an account. */
export const holdOfReport = ({ holds }: Account, { reportId }: DebtorReport): Hold | undefined =>
  holds.find(({ owner }) => owner.kind === "REPORT" && owner.id === reportId);

/**
 * What the answer does to an account of the debtor. A report that was true takes the account back, or leaves the
 * hold to the lender; any other releases it. Undefined when it changes nothing here.
 */
export function answerEffect(known: Known, report: AnsweredReport, by: By): AccountStep | undefined {
  const hold = holdOfReport(known.account, report);
  const { outcome } = report.answer;
  if (outcome !== "CONFIRMED") return hold && released(known.account, hold, { ...by, reason: outcome });
  const { recallCode } = termsOf(report.type);
  if (recallCode === undefined) return hold && handedOver(known.account, { hold, report }, by);
  return takenBack(known, { hold, code: recallCode }, by);
}

/** From now on the hold is the lender's own, and ends by hand or with its time. */
function handedOver(
  account: Account,
  { hold, report: { lenderId, reportId } }: { readonly hold: Hold; readonly report: DebtorReport },
  by: By,
): AccountStep {
  const owner = { kind: "LENDER" as const, id: lenderId };
  const { holdId, type: holdType } = hold;
  return {
    account: { ...account, holds: replacedHold(account.holds, { ...hold, owner }) },
    events: [ownEvent(by, { type: "hold.handed_over", data: { holdId, holdType, owner, reportId } })],
  };
}

/** The account is taken back where it can be; the hold has done its work and goes with nobody to be told. */
function takenBack(
  known: Known,
  { hold, code }: { readonly hold: Hold | undefined; readonly code: RecallCode },
  by: By,
): AccountStep | undefined {
  const mayRecall = lifecycleTransitions.recall.from.some((state) => state === known.account.lifecycle);
  const recall = mayRecall ? recalled(known, code, by) : undefined;
  if (hold === undefined) return recall;
  const release = released(recall?.account ?? known.account, hold, { ...by, reason: "CONFIRMED" });
  return {
    ...recall,
    account: release.account,
    events: [...(recall?.events ?? []), ...release.events],
    clocksStopped: [...(recall?.clocksStopped ?? []), ...(release.clocksStopped ?? [])],
  };
}
