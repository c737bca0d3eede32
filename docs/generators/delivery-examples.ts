import { balanceView } from "../../shared/accounts/view.ts";
import { Debtor, AccountFacts } from "../../shared/accounts/wire.ts";
import type { Unsealed } from "../../shared/deliveries/disclosing-payload.ts";
import { eventView } from "../../shared/accounts/event-view.ts";
import type { EventView } from "../../shared/accounts/event-wire.ts";
import { lenderPayload, type LenderPosted } from "../../shared/deliveries/lender-payload.ts";
import { LenderId } from "../../shared/kernel/ids.ts";
import { isForLender } from "../../shared/kernel/lender-events.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { DeliverableEvent, payloadOf } from "../../shared/deliveries/payload.ts";
import type { OutboundType } from "../../shared/deliveries/wire.ts";
import { paidBack, paidDirectly } from "./direct-examples.ts";
import { ids, informationBody, placeAccountBody } from "./examples.ts";
import { acknowledged, history } from "./story.ts";

const { debtor, ...facts } = placeAccountBody;
const known = { debtor: Debtor.parse(debtor), facts: AccountFacts.parse(facts) };

const eventOf = (type: string) => {
  const event = history.find((one) => one.type === type);
  if (event === undefined) throw new Error(`the story has no ${type}`);
  return event;
};

const eventIn = (events: readonly EventView[], type: string) => events.find((one) => one.type === type);

/** An event that the account of the examples was spared, on its placement. */
const imagined = (type: string, data: Readonly<Record<string, unknown>>) => {
  const { placementId, agencyId } = DeliverableEvent.parse(eventOf("placement.offered")).data;
  return { ...eventOf("placement.offered"), type, data: { placementId, agencyId, ...data } };
};

/** What the gateway posts for an event, made by the code that makes it. */
function posted(event: unknown, unsealed: Unsealed = known) {
  const deliverable = DeliverableEvent.parse(event);
  const { type, data } = payloadOf(deliverable, unsealed);
  return {
    specVersion: "1.0",
    eventId: deliverable.eventId,
    eventType: type,
    placementId: deliverable.data.placementId,
    occurredAt: deliverable.effectiveAt,
    data,
  };
}

const recallId = "rcl_01JB4R0E3SH5G9V1XJ7P2M4WQC_11";

const afterwards = { tailUntil: "2026-04-27T09:00:00.000Z", deleteBy: "2026-04-27T09:00:00.000Z" };

export const deliveryBodies: Readonly<Record<OutboundType, unknown>> = {
  "placement.offered": posted(eventOf("placement.offered")),
  "placement.cancelled": posted(imagined("placement.cancelled", { code: "NO_ANSWER" })),
  "information.provided": posted(imagined("placement.information_provided", {}), {
    information: informationBody.text,
  }),
  "hold.apply": posted(eventOf("hold.ordered")),
  "hold.reminder": posted(
    imagined("hold.reminded", {
      holdId: "hld_01JB4R0E3SH5G9V1XJ7P2M4WQC_6",
      holdType: "DISPUTE",
      acknowledgeBy: "2026-03-11T16:40:04.019Z",
    }),
  ),
  "hold.release": posted(eventOf("hold.released")),
  "dispute.resolved": posted(eventOf("dispute.resolved")),
  "balance.adjusted": posted(eventOf("balance.adjusted")),
  "payment.direct_received": posted(eventIn(paidDirectly, "payment.direct_received")),
  "payment.direct_reversed": posted(eventIn(paidBack, "payment.direct_reversed")),
  "settlement.decided": posted(
    imagined("settlement.decided", {
      settlementRef: "SET-31",
      decision: "APPROVED",
      offer: { amount: 60_000, currency: "USD" },
      expiresOn: "2026-04-30",
    }),
  ),
  "cost.decided": posted(
    imagined("cost.decided", {
      costId: "cst_01JB4R0E3SH5G9V1XJ7P2M4WQC_4",
      costRef: "COST-4471",
      decision: "AUTHORISED",
      amount: { amount: 1_200, currency: "USD" },
      reason: "We had asked for the trace by telephone.",
    }),
  ),
  "recall.pending": posted(
    imagined("recall.requested", {
      recallId,
      code: "STRATEGY",
      finalAt: "2026-03-28T09:00:00.000Z",
      objections: { PROMISE_TO_PAY: 14, ACTIVE_PLAN: 30 },
    }),
  ),
  "recall.extended": posted(
    imagined("recall.objected", { recallId, reason: "PROMISE_TO_PAY", finalAt: "2026-04-11T09:00:00.000Z" }),
  ),
  "recall.cancelled": posted(imagined("recall.cancelled", { recallId, code: "STRATEGY" })),
  "recall.final": posted(imagined("placement.recalled", { code: "STRATEGY", recallId, ...afterwards })),
  "placement.closed": posted(imagined("placement.closed", { code: "PAID_IN_FULL", ...afterwards })),
  "placement.reopened": posted(
    imagined("placement.reopened", {
      reason: "PAYMENT_REVERSED",
      balance: balanceView(acknowledged.account),
    }),
  ),
};

/** The offer as it is read again once its agency attested that it deleted the debtor's data. */
export const withheldOffer = posted(eventOf("placement.offered"), {
  withheld: "DELETION_ATTESTED",
  facts: known.facts,
});

/** What the lender of the examples is posted of its account, the first of each type, made by the code that makes it. */
export const lenderExamples: readonly LenderPosted[] = [
  ...new Map(
    history.filter(isForLender).map((event) => {
      const told = { lenderId: LenderId.parse(ids.lenderId), postedAt: Instant.parse(event.postedAt) };
      return [event.type, lenderPayload({ ...event, ...told, view: eventView(event) })];
    }),
  ).values(),
];
