import type { Account } from "../accounts/model.ts";
import { acknowledgeHold } from "../compliance/acknowledge-hold.ts";
import type { Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { DirectPayment } from "../payments/direct-model.ts";
import type { Echo } from "./echo.ts";
import { eventOf, type Outcome, type Received } from "./outcome.ts";
import type { EventType } from "./wire.ts";

/**
 * The agency reports back what it was told. It says that it knows, and nothing else: no money moves, no hold is put,
 * no dispute raised. Of a hold that is its word that it stopped; of a payment to the lender it stops the clock.
 */
export function acknowledgeEcho(
  account: Account,
  echo: Echo,
  received: Received<EventType>,
): Result<Outcome, Refusal> {
  const { callback } = received;
  const holdId = echo.event?.data.holdId;
  if (callback.eventType === "hold.applied" && holdId !== undefined) {
    const data = { holdId, appliedAt: callback.data.appliedAt };
    return acknowledgeHold(account, {
      ...received,
      callback: { ...callback, eventType: "hold.acknowledged", data },
    });
  }
  const { payment } = echo;
  return ok(
    callback.eventType === "payment.received" && payment !== undefined && isAwaitedBy(received, payment)
      ? knownNow(account, payment, received)
      : { account, events: [echoed(echo, received)], answer },
  );
}

const answer = { reason: "echo-acknowledged" };

const isAwaitedBy = ({ agencyId }: Received<EventType>, { told, acknowledgedAt }: DirectPayment): boolean =>
  told?.agencyId === agencyId && acknowledgedAt === undefined;

function knownNow(account: Account, payment: DirectPayment, received: Received<EventType>): Outcome {
  const { paymentRef, told } = payment;
  const data = { paymentRef, acknowledges: told?.eventId };
  return {
    account,
    events: [eventOf(received, { type: "payment.direct_acknowledged", data })],
    directAcknowledged: { payment, acknowledgedAt: received.receivedAt },
    clocksStopped: [{ kind: "DIRECT_PAYMENT", ref: paymentRef }],
    answer,
  };
}

const echoed = ({ event, payment }: Echo, received: Received<EventType>) =>
  eventOf(received, {
    type: "event.echoed",
    data: {
      eventType: received.callback.eventType,
      origin: received.callback.origin,
      ...(event && { acknowledges: event.eventId }),
      ...(payment && { paymentRef: payment.paymentRef }),
    },
  });
