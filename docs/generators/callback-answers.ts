import type * as z from "zod";
import { EventBatchAnswer } from "../../shared/callbacks/batch-answer-wire.ts";
import { balanceView } from "../../shared/accounts/view.ts";
import { ReceiptView } from "../../shared/callbacks/receipt-wire.ts";
import { CallbackAnswer } from "../../shared/callbacks/wire.ts";
import { problemOf } from "../../shared/platform/http-app.ts";
import { canonical, sha256 } from "../../shared/platform/canonical.ts";
import { callbackBodies } from "./callback-examples.ts";
import { ids } from "./examples.ts";
import type { Examples } from "./operation.ts";
import { acknowledged, disputed, paid, reversedEarly, type Chapter } from "./story.ts";

const receiptOf = (eventId: string): { readonly receiptId: string; readonly eventId: string } => ({
  receiptId: `rcp_${sha256(`${ids.agencyId}\n${eventId}`).slice(0, 26)}`,
  eventId,
});

const taken = (eventId: string, { account, outcome }: Chapter) =>
  CallbackAnswer.parse({
    ...receiptOf(eventId),
    disposition: "ACCEPTED",
    lifecycle: account.lifecycle,
    outstanding: balanceView(account).outstanding,
    balance: balanceView(account),
    ...outcome.answer,
  });

/** What a callback can be answered with, for the account of the examples. */
export const callbackAnswers: Examples = {
  payment: {
    summary: "A payment, posted",
    value: taken(callbackBodies["payment.received"].eventId, paid),
  },
  acknowledged: {
    summary: "An offer, taken",
    value: taken(callbackBodies["placement.acknowledged"].eventId, acknowledged),
  },
  disputed: {
    summary: "A dispute, opened with its hold",
    value: taken(callbackBodies["dispute.raised"].eventId, disputed),
  },
  "reversed-early": {
    summary: "A reversal that came before its payment",
    value: taken(callbackBodies["payment.reversed"].eventId, reversedEarly),
  },
  duplicate: {
    summary: "The same payment under another event id",
    value: { ...receiptOf("evt-2026-000133"), disposition: "DUPLICATE", reason: "recorded-before" },
  },
  suspense: {
    summary: "Money whose account is unknown",
    value: {
      ...receiptOf("evt-2026-000134"),
      disposition: "ACCEPTED",
      reason: "posted-to-suspense",
      outstanding: { amount: 0, currency: "USD" },
    },
  },
  quarantined: {
    summary: "An event type that is not known",
    value: { ...receiptOf("evt-2026-000135"), disposition: "QUARANTINED", reason: "unknown-event-type" },
  },
};

const payment = callbackBodies["payment.received"];

/** The receipt of the payment, fetched again. */
export const receiptView = ReceiptView.parse({
  ...taken(payment.eventId, paid),
  receivedAt: "2026-03-05T14:05:01.118Z",
  payloadHash: sha256(canonical(payment)),
});

/** A batch of which one event was taken. */
export const eventResults = EventBatchAnswer.parse({
  items: [
    {
      index: 0,
      eventId: payment.eventId,
      status: 202,
      replayed: false,
      receipt: taken(callbackBodies["payment.received"].eventId, paid),
    },
    {
      index: 1,
      eventId: callbackBodies["contact.attempted"].eventId,
      status: 404,
      problem: problemOf({ code: "not-found", detail: "No placement of this agency has that id." }),
    },
  ],
} satisfies z.input<typeof EventBatchAnswer>);
