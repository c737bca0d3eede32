import type { AccountStep, Known } from "../accounts/account-step.ts";
import { withAttention } from "../accounts/model.ts";
import type { Clock } from "../clocks/model.ts";
import { ownEvent, type By } from "../placements/holder.ts";

/** The lender did not answer a report: a person must see to it. Its answer would have stopped the clock. */
export const reportUnanswered = ({ ref, dueAt }: Clock, { account }: Known, by: By): AccountStep => ({
  account: { ...account, attention: [...withAttention(account, "REPORT_UNANSWERED")] },
  events: [ownEvent(by, { type: "debtor_report.overdue", data: { reportId: ref, dueAt } })],
});
