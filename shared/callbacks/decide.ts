import type { Account } from "../accounts/model.ts";
import type { Arrangement } from "../arrangements/model.ts";
import { reportArrangement } from "../arrangements/report-arrangement.ts";
import { acknowledgeHold } from "../compliance/acknowledge-hold.ts";
import { reportContact } from "../compliance/report-contact.ts";
import { reportHold, reportRelease } from "../compliance/report-hold.ts";
import { takeReport } from "../debtor-reports/take-report.ts";
import { ReportType } from "../debtor-reports/wire.ts";
import { raiseDispute } from "../disputes/raise-dispute.ts";
import type { Refusal } from "../kernel/problems.ts";
import type { Result } from "../kernel/result.ts";
import type { Payment } from "../payments/model.ts";
import { correctPayment } from "../payments/correct-payment.ts";
import { receivePayment } from "../payments/receive-payment.ts";
import { reversePayment } from "../payments/reverse-payment.ts";
import { acknowledge, decline, requestInformation } from "../placements/answer-offer.ts";
import { acknowledgeRecall, objectToRecall } from "../placements/answer-recall.ts";
import { close } from "../placements/close-placement.ts";
import { attestDeletion } from "../placements/finish.ts";
import type { Placement } from "../placements/model.ts";
import type { Outcome, Received } from "./outcome.ts";
import type { Callback, CallbackOf, EventType } from "./wire.ts";

/** What is known of what a callback names. */
export type Known = {
  readonly account: Account;
  readonly payment?: Payment;
  readonly placement?: Placement;
  readonly arrangements?: readonly Arrangement[];
};

const isReport = (callback: Callback): callback is CallbackOf<ReportType> =>
  ReportType.safeParse(callback.eventType).success;

/** What a callback does to the account that its agency holds or held. Pure: the same facts, the same outcome. */
export function decide(known: Known, received: Received<EventType>): Result<Outcome, Refusal> {
  const { account, payment } = known;
  const { callback } = received;
  const as = <C extends Callback>(one: C) => ({ ...received, callback: one });
  if (isReport(callback)) return takeReport(account, as(callback));
  switch (callback.eventType) {
    case "payment.received":
      return receivePayment(account, as(callback), payment);
    case "payment.reversed":
      return reversePayment(account, as(callback), payment);
    case "payment.corrected":
      return correctPayment(account, as(callback), payment);
    case "dispute.raised":
      return raiseDispute(account, as(callback));
    case "contact.attempted":
      return reportContact(account, as(callback));
    case "hold.acknowledged":
      return acknowledgeHold(account, as(callback));
    case "hold.applied":
      return reportHold(account, as(callback));
    case "hold.released":
      return reportRelease(account, as(callback));
    case "placement.acknowledged":
      return acknowledge(account, as(callback));
    case "placement.declined":
      return decline(known, as(callback));
    case "placement.info_requested":
      return requestInformation(account, as(callback));
    case "placement.closed":
      return close(known, as(callback));
    case "recall.acknowledged":
      return acknowledgeRecall(known, as(callback));
    case "recall.objected":
      return objectToRecall(known, as(callback));
    case "data.deleted":
      return attestDeletion(known, as(callback));
    case "arrangement.proposed":
    case "arrangement.activated":
    case "arrangement.amended":
    case "arrangement.instalment_missed":
    case "arrangement.broken":
    case "arrangement.completed":
    case "arrangement.cancelled":
      return reportArrangement(known, as(callback));
  }
}
