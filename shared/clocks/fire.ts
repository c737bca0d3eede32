import type { AccountStep, Known } from "../accounts/account-step.ts";
import { withAttention } from "../accounts/model.ts";
import { holdExpired, holdIgnored, holdUnanswered } from "../compliance/hold-clocks.ts";
import { reportUnanswered } from "../debtor-reports/report-unanswered.ts";
import type { Instant } from "../kernel/time.ts";
import { directPaymentUnacknowledged } from "../payments/direct-acknowledgement.ts";
import { closeAsPaid } from "../placements/balance-zero.ts";
import { deletionOverdue, finalize } from "../placements/finish.ts";
import { ownEvent, type By } from "../placements/holder.ts";
import { informationOverdue } from "../placements/information-clock.ts";
import { offerLapsed } from "../placements/offer-lapsed.ts";
import { recalled } from "../placements/recall.ts";
import type { Clock } from "./model.ts";

type Fire = (clock: Clock, known: Known, by: By) => AccountStep | undefined;

/** What follows when nobody answered in time, by clock. Undefined when the answer came after all. */
const consequences: Readonly<Record<Clock["kind"], Fire>> = {
  ACKNOWLEDGEMENT: offerLapsed,
  HOLD_ACKNOWLEDGEMENT: holdUnanswered,
  HOLD_RECALL: holdIgnored,
  HOLD_EXPIRY: holdExpired,
  LENDER_ANSWER: lenderSilent,
  PLACEMENT_RETRY: (_, { account }, by) =>
    account.lifecycle === "ELIGIBLE" ? { account, events: [retry(account.accountId, by)] } : undefined,
  RESCREEN: (_, { account }, by) =>
    account.lifecycle === "REJECTED" ? { account, events: [rescreen(account.accountId, by)] } : undefined,
  RECALL: (clock, known, by) => {
    const { recall, lifecycle } = known.account;
    if (lifecycle !== "ACTIVE" || recall?.recallId !== clock.ref || recall.state === "FINAL")
      return undefined;
    return recalled(known, recall.code, by);
  },
  CLEARING: (clock, known, by) =>
    known.placement?.placementId === clock.ref ? closeAsPaid(known, by) : undefined,
  DELETION: deletionOverdue,
  INFORMATION: informationOverdue,
  REPORT_REVIEW: reportUnanswered,
  DIRECT_PAYMENT: directPaymentUnacknowledged,
  FINALIZATION: (_, known, by) => finalize(known, by),
};

export const fire = (clock: Clock, known: Known, now: Instant): AccountStep | undefined =>
  consequences[clock.kind](clock, known, { actor: { kind: "SYSTEM", id: "clock" }, now });

const rescreen = (accountId: string, by: By) => ({
  ...ownEvent(by, { type: "account.rescreen_due", data: {} }),
  route: { queue: "placements" as const, group: accountId },
});

const retry = (accountId: string, by: By) => ({
  ...ownEvent(by, { type: "placement.retry_due", data: {} }),
  route: { queue: "placements" as const, group: accountId },
});

function lenderSilent(clock: Clock, { account }: Known, by: By): AccountStep | undefined {
  const waits = account.holds.some(({ owner }) => owner.kind === "DISPUTE" && owner.id === clock.ref);
  if (!waits) return undefined;
  return {
    account: { ...account, attention: [...withAttention(account, "DISPUTE_UNANSWERED")] },
    events: [ownEvent(by, { type: "dispute.overdue", data: { disputeId: clock.ref, dueAt: clock.dueAt } })],
  };
}
