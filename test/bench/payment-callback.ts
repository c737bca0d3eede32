import { Webhook } from "standardwebhooks";
import { randomUUID } from "node:crypto";

/** An agency as it may call: where, as whom, with which key and secret. */
export type Seat = {
  readonly agencyId: string;
  readonly apiKey: string;
  readonly webhookSecret: string;
};

export type SignedCallback = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** A new payment of one cent on a placement, signed now. */
export const paymentCallback = (
  seat: Seat,
  placementId: string,
  paymentRef = `pay-${randomUUID()}`,
): SignedCallback =>
  signedCallback(seat, placementId, {
    eventType: "payment.received",
    data: {
      paymentRef,
      amount: { amount: 1, currency: "USD" },
      method: "BANK_TRANSFER",
      recipient: "AGENCY",
    },
  });

export function signedCallback(
  seat: Seat,
  placementId: string,
  what: { readonly eventType: string; readonly data: unknown },
): SignedCallback {
  const now = new Date();
  const eventId = `evt-${randomUUID()}`;
  const at = now.toISOString();
  const body = JSON.stringify({
    specVersion: "1.0",
    eventId,
    placementId,
    agencyCaseRef: `case-${placementId.slice(-8)}`,
    effectiveAt: at,
    reportedAt: at,
    ...what,
  });
  return {
    path: `/v1/agencies/${seat.agencyId}/events`,
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${seat.apiKey}`,
      "webhook-id": eventId,
      "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
      "webhook-signature": new Webhook(seat.webhookSecret).sign(eventId, now, body),
    },
    body,
  };
}
