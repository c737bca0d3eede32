import type { Account } from "../accounts/model.ts";
import type { Arrangement } from "../arrangements/model.ts";
import { reportArrangement } from "../arrangements/report-arrangement.ts";
import { addFee } from "../charges/add-fee.ts";
import { incurCost } from "../charges/incur-cost.ts";
import { acknowledgeHold } from "../compliance/acknowledge-hold.ts";
import { reportContact } from "../compliance/report-contact.ts";
import { reportHold, reportRelease } from "../compliance/report-hold.ts";
import type { Dispute } from "../disputes/model.ts";
import { takeReport } from "../debtor-reports/take-report.ts";
import { raiseDispute } from "../disputes/raise-dispute.ts";
import { addEvidence, takeBack } from "../disputes/report-on-dispute.ts";
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
import { reportStage } from "../placements/report-stage.ts";
import type { Settlement } from "../settlements/model.ts";
import { reportSettlement } from "../settlements/report-settlement.ts";
import { acknowledgeEcho } from "./acknowledge-echo.ts";
import type { Echo } from "./echo.ts";
import type { Outcome, Received } from "./outcome.ts";
import type { EventType } from "./wire.ts";

/** What is known of what a callback names. */
export type Known = {
  readonly account: Account;
  readonly payment?: Payment;
  readonly placement?: Placement;
  readonly arrangements?: readonly Arrangement[];
  readonly settlements?: readonly Settlement[];
  readonly dispute?: Dispute;
  /** What the callback only reports back. */
  readonly echo?: Echo;
};

type Decide<T extends EventType> = (known: Known, received: Received<T>) => Result<Outcome, Refusal>;

/** What each event type does. */
const decisions: { readonly [T in EventType]: Decide<T> } = {
  "payment.received": ({ account, payment }, received) => receivePayment(account, received, payment),
  "payment.reversed": ({ account, payment }, received) => reversePayment(account, received, payment),
  "payment.corrected": ({ account, payment }, received) => correctPayment(account, received, payment),
  "cost.incurred": ({ account }, received) => incurCost(account, received),
  "fee.added": addFee,
  "settlement.requested": reportSettlement,
  "settlement.approved": reportSettlement,
  "settlement.declined": reportSettlement,
  "arrangement.proposed": reportArrangement,
  "arrangement.activated": reportArrangement,
  "arrangement.amended": reportArrangement,
  "arrangement.instalment_missed": reportArrangement,
  "arrangement.broken": reportArrangement,
  "arrangement.completed": reportArrangement,
  "arrangement.cancelled": reportArrangement,
  "dispute.raised": ({ account, placement }, received) => raiseDispute(account, received, placement),
  "dispute.evidence_added": addEvidence,
  "dispute.withdrawn": takeBack,
  "complaint.raised": ({ account }, received) => takeReport(account, received),
  "debtor.deceased": ({ account }, received) => takeReport(account, received),
  "debtor.insolvent": ({ account }, received) => takeReport(account, received),
  "debtor.vulnerable": ({ account }, received) => takeReport(account, received),
  "debtor.represented": ({ account }, received) => takeReport(account, received),
  "debtor.cease_requested": ({ account }, received) => takeReport(account, received),
  "debtor.moratorium": ({ account }, received) => takeReport(account, received),
  "debtor.id_theft": ({ account }, received) => takeReport(account, received),
  "debtor.moved": ({ account }, received) => takeReport(account, received),
  "contact.attempted": ({ account }, received) => reportContact(account, received),
  "hold.acknowledged": ({ account }, received) => acknowledgeHold(account, received),
  "hold.applied": ({ account }, received) => reportHold(account, received),
  "hold.released": ({ account }, received) => reportRelease(account, received),
  "placement.acknowledged": ({ account }, received) => acknowledge(account, received),
  "placement.declined": decline,
  "placement.info_requested": ({ account }, received) => requestInformation(account, received),
  "placement.closed": close,
  "placement.stage_changed": ({ account }, received) => reportStage(account, received),
  "recall.acknowledged": acknowledgeRecall,
  "recall.objected": objectToRecall,
  "data.deleted": attestDeletion,
};

const decideAs = <T extends EventType>(
  eventType: T,
  known: Known,
  received: Received<T>,
): Result<Outcome, Refusal> => decisions[eventType](known, received);

/** What a callback does to the account that its agency holds or held. Pure: the same facts, the same outcome. */
export const decide = (known: Known, received: Received<EventType>): Result<Outcome, Refusal> =>
  known.echo === undefined
    ? decideAs(received.callback.eventType, known, received)
    : acknowledgeEcho(known.account, known.echo, received);
