import type { Account } from "../accounts/model.ts";
import { eventPlaceOf, type EventId } from "../kernel/ids.ts";
import type { DirectPaymentStore } from "../payments/direct-store.ts";
import { echoIn, isForeign, namedEvent, namedPayment, type Echo } from "./echo.ts";
import type { Received } from "./outcome.ts";
import type { ToldEvent, ToldStore } from "./told-store.ts";
import type { EventType } from "./wire.ts";

export type LoadEchoDeps = {
  readonly directPayments: Pick<DirectPaymentStore, "find">;
  readonly told: ToldStore;
};

/** What a callback reports back, if it does; what is the agency's own by all that it says is not looked up at all. */
export async function loadEcho(
  deps: LoadEchoDeps,
  received: Received<EventType>,
  account: Account,
): Promise<{ readonly echo?: Echo }> {
  const { callback } = received;
  const [eventId, named] = [namedEvent(callback), namedPayment(callback)];
  if (eventId === undefined && named === undefined && !isForeign(callback)) return {};
  const event = eventId && (await eventOn(deps, account, eventId));
  const payment = await paymentOn(deps, account, paymentRefIn(event) ?? named);
  const echo = echoIn(received, { event, payment });
  return echo === undefined ? {} : { echo };
}

/** What is about another account is as good as not there. */
async function eventOn({ told }: LoadEchoDeps, { accountId }: Account, eventId: EventId) {
  return eventPlaceOf(eventId).accountId === accountId ? told.find(eventId) : undefined;
}

async function paymentOn(deps: LoadEchoDeps, { accountId, lenderId }: Account, ref: string | undefined) {
  const payment = ref === undefined ? undefined : await deps.directPayments.find(lenderId, ref);
  return payment?.accountId === accountId ? payment : undefined;
}

const paymentRefIn = (event: ToldEvent | undefined): string | undefined =>
  event?.data.paymentRef ?? event?.data.originalPaymentRef;
