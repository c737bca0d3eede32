import type { Account } from "../accounts/model.ts";
import { acknowledgeHold } from "../compliance/acknowledge-hold.ts";
import { reportContact } from "../compliance/report-contact.ts";
import { raiseDispute } from "../disputes/raise-dispute.ts";
import type { Refusal } from "../kernel/problems.ts";
import type { Result } from "../kernel/result.ts";
import type { Payment } from "../payments/model.ts";
import { receivePayment } from "../payments/receive-payment.ts";
import { reversePayment } from "../payments/reverse-payment.ts";
import { acknowledge, decline, requestInformation } from "../placements/answer-offer.ts";
import { close } from "../placements/close-placement.ts";
import type { Outcome, Received } from "./outcome.ts";
import type { Callback, EventType } from "./wire.ts";

/** What is known of the payment that a callback names. */
export type Known = { readonly account: Account; readonly payment?: Payment };

/** What a callback does to the account that its agency holds or held. Pure: the same facts, the same outcome. */
export function decide(known: Known, received: Received<EventType>): Result<Outcome, Refusal> {
  const { account, payment } = known;
  const { callback } = received;
  const as = <C extends Callback>(one: C) => ({ ...received, callback: one });
  switch (callback.eventType) {
    case "payment.received":
      return receivePayment(account, as(callback), payment);
    case "payment.reversed":
      return reversePayment(account, as(callback), payment);
    case "placement.acknowledged":
      return acknowledge(account, as(callback));
    case "placement.declined":
      return decline(account, as(callback));
    case "placement.info_requested":
      return requestInformation(account, as(callback));
    case "placement.closed":
      return close(account, as(callback));
    case "dispute.raised":
      return raiseDispute(account, as(callback));
    case "hold.acknowledged":
      return acknowledgeHold(account, as(callback));
    case "contact.attempted":
      return reportContact(account, as(callback));
  }
}
