import { moneyWords } from "./event-words-money.ts";
import { reportWords } from "./event-words-reports.ts";
import type { AnyEventType } from "../../shared/callbacks/wire.ts";
import type { OutboundType } from "../../shared/deliveries/wire.ts";

type Words = { readonly summary: string; readonly does: string };

/** What an agency reports with each event type, and what the gateway then does. */
export const callbackWords = {
  "placement.acknowledged": {
    summary: "The agency takes the account",
    does: "The account becomes `ACTIVE`. When the balance differs by a cent, the offer stands, the difference is recorded and the answer says `balance-mismatch` with the balance that the gateway has.",
  },
  "placement.declined": {
    summary: "The agency does not take the account",
    does: "The account becomes `ELIGIBLE` again and is offered to another agency.",
  },
  "placement.info_requested": {
    summary: "The agency asks before it decides",
    does: "The account becomes `INFO_REQUIRED` until the lender answers; then the offer stands again. The agency's own time to answer stands still meanwhile.",
  },
  "payment.received": {
    summary: "Money came in",
    does: "The payment is posted, whatever the account's state: it fills the components in their order, and what is left over is credit. Money for an account that the agency never held goes to suspense, until it is reported again with the right placement (`attributed`) or a person settles it. The same `paymentRef` again is a `DUPLICATE`; with other terms it is quarantined.",
  },
  "payment.reversed": {
    summary: "Money went back",
    does: "All or a part of a payment is taken back. A reversal that comes before its payment waits for it (`waits-for-payment`); one of money that nobody reported is quarantined.",
  },
  "dispute.raised": {
    summary: "The debtor disputes the debt",
    does: "A dispute is opened and a hold put on the account in the same instant: from then on nobody may contact the debtor, nor get the account when its placement has ended. `hold.apply` follows, or `dispute.resolved` when the dispute only repeats an earlier one.",
  },
  "dispute.evidence_added": {
    summary: "The agency learned something about a dispute",
    does: "The text is kept as a note that the lender reads. While the debtor is asked, the lender's time goes on again. A dispute that was answered takes nothing more: raise another one.",
  },
  "dispute.withdrawn": {
    summary: "The debtor took a dispute back",
    does: "The dispute is `WITHDRAWN` and its hold goes; `dispute.resolved` and `hold.release` follow. The agency that raised it may say so, and the one that has the account now.",
  },
  "placement.closed": {
    summary: "The agency ends its work",
    does: "The account becomes `CLOSED`. The code must fit the money: nobody closes as paid what is still owed.",
  },
  "placement.stage_changed": {
    summary: "A claim was made in court, or is being enforced",
    does: "From the day of `effectiveAt` on, the placement's payments bear the commission of that stage, where the plan has rates by stage; payments that were matched before keep their match, and the difference is told as a break. Of two that name the same moment the later one counts.",
  },
  "hold.acknowledged": {
    summary: "The agency stopped",
    does: "The hold becomes `ACKNOWLEDGED` and its clock stops. For a hold that was released meanwhile the answer says `hold-released-already`.",
  },
  "contact.attempted": {
    summary: "The agency tried to reach the debtor",
    does: "The attempt is recorded. One that began while a hold stood is a violation and shows on the account as `CONTACT_DURING_HOLD`.",
  },
  "hold.applied": {
    summary: "The agency stopped of its own accord",
    does: "A hold of the agency's own is put on the account; the answer carries its `holdId`. It stands until the agency releases it.",
  },
  "hold.released": {
    summary: "The agency ends a hold of its own",
    does: "The hold goes. A hold that somebody else put is refused with `hold-owned-by-another`.",
  },
  "recall.acknowledged": {
    summary: "The agency gives the account back",
    does: "While the notice runs, the account is `RECALLED` at once. After that it confirms the recall.",
  },
  "recall.objected": {
    summary: "The agency asks to keep the account a while longer",
    does: "Each reason that the contract knows puts the recall off once, by the contract's days; `recall.extended` follows. Any other is refused with `objection-not-allowed`.",
  },
  "data.deleted": {
    summary: "The agency deleted what it knew of the debtor",
    does: "The attestation is kept with the ended placement and the deletion clock stops. From then on the placement's `placement.offered` and `information.provided` come without what they disclosed, `withheld`, wherever they are read or replayed.",
  },
  "arrangement.proposed": {
    summary: "The debtor may agree to pay",
    does: "The account's arrangement is `PROPOSED`.",
  },
  "arrangement.activated": {
    summary: "The debtor agreed to pay",
    does: "The account's arrangement is `ACTIVE`, which guards it against a recall by mistake.",
  },
  "arrangement.broken": {
    summary: "The debtor did not keep it",
    does: "The account's arrangement is `BROKEN`.",
  },
  "arrangement.completed": {
    summary: "The debtor kept it",
    does: "The account's arrangement is `COMPLETED`.",
  },
  "arrangement.cancelled": { summary: "It is off", does: "The account has no arrangement any more." },
  ...moneyWords,
  ...reportWords,
} as const satisfies Record<AnyEventType, Words>;

/** What the gateway posts to an agency, and what the agency should do about it. */
export const deliveryWords = {
  "placement.offered": {
    summary: "An account is offered to the agency",
    does: "Answer with `placement.acknowledged`, `placement.declined` or `placement.info_requested` before `acknowledgeBy`. Besides it only `information.provided` may tell anything of the debtor.",
  },
  "placement.cancelled": {
    summary: "The offer is withdrawn",
    does: "Nobody answered in time, or the lender took it back. Forget the account, and say so with `data.deleted`.",
  },
  "information.provided": {
    summary: "The lender answered what the agency asked",
    does: "The offer stands again; decide on it.",
  },
  "hold.apply": {
    summary: "Stop contacting the debtor",
    does: "Stop, then say so with `hold.acknowledged` before `acknowledgeBy`. Silence is escalated.",
  },
  "hold.reminder": {
    summary: "The hold was not acknowledged yet",
    does: "Stop, if that was not done, and say so with `hold.acknowledged` before `acknowledgeBy`. After that the lender hears of it, and a day later the account is taken back.",
  },
  "hold.release": {
    summary: "The hold is over",
    does: "Work may go on, unless another hold stands.",
  },
  "dispute.resolved": {
    summary: "A dispute was answered",
    does: "Tell the debtor. What follows from the outcome comes as events of its own.",
  },
  "settlement.decided": {
    summary: "The lender answered an offer",
    does: "`APPROVED`: collect the offer by `expiresOn`, then close the placement as `SETTLED_IN_FULL`. `DECLINED`: go on as before.",
  },
  "cost.decided": {
    summary: "The lender answered what the agency spent without permission",
    does: "`AUTHORISED`: the lender owes it; it may be kept back in an advice. `REJECTED`: nobody does.",
  },
  "balance.adjusted": {
    summary: "The balance changed without a payment",
    does: "Replace the balance on file by `balance`.",
  },
  "payment.direct_received": {
    summary: "The debtor paid the lender",
    does: "Replace the balance on file by `balance`, collect no more than that, and say so before `acknowledgeBy`: report the payment back with `payment.received`, `origin` `LENDER` and this event's `eventId` as `correlationId`. It is not counted again. Silence is noted, and the lender hears of it.",
  },
  "payment.direct_reversed": {
    summary: "What the lender got went back",
    does: "Replace the balance on file by `balance`. Report it back, if at all, with `payment.reversed`, `origin` `LENDER` and this event's `eventId` as `correlationId`.",
  },
  "recall.final": {
    summary: "The account is taken back",
    does: "End all work on it. Payments that are still on their way are reported and posted as ever; those until `tailUntil` are yours. Delete what you know of the debtor by `deleteBy` and say so with `data.deleted`.",
  },
  "recall.pending": {
    summary: "The account will be taken back",
    does: "Wind the work up by `finalAt`, give it back sooner with `recall.acknowledged`, or object with `recall.objected` for one of the reasons in `objections`, each of which counts once.",
  },
  "recall.extended": { summary: "An objection was taken", does: "The account stays until `finalAt`." },
  "recall.cancelled": { summary: "The lender changed its mind", does: "The account stays. Go on." },
  "placement.closed": {
    summary: "Nothing is owed any more",
    does: "The account is closed as paid. Delete what you know of the debtor by `deleteBy` and say so with `data.deleted`.",
  },
  "placement.reopened": {
    summary: "An end was taken back",
    does: "Work the account again, with the balance that is told.",
  },
} as const satisfies Record<OutboundType, Words>;

/** What the gateway posts to a lender. */
export const lenderDeliveryWords =
  "Every event of its accounts whose type is among `eventTypes`, each account's in their order, whichever agency has it. `data` is the event as `GET /v1/accounts/{accountId}/events` shows it. Of `contact.attempted` only violations are posted.";
