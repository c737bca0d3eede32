import type { Create } from "../kernel/change.ts";
import { money } from "../kernel/money.ts";
import type { Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { Payment } from "../payments/model.ts";
import type { PaymentStore } from "../payments/store.ts";
import { reversalFact } from "../payments/reverse-payment.ts";
import { suspensePayment, suspenseReversal, type SuspenseOutcome } from "../payments/suspense.ts";
import { bookOf } from "../ledger/book.ts";
import { recorded } from "../platform/events.ts";
import { again } from "../platform/retry.ts";
import type { Write, Written } from "../platform/write.ts";
import type { Received } from "./outcome.ts";
import { receiptWith, settled, type Taken } from "./receipt.ts";
import type { ReceiptStore } from "./receipt-store.ts";
import { refusedOrRepeated } from "./refused.ts";
import { takenAlready } from "./taken-already.ts";
import type { CallbackAnswer } from "./wire.ts";

type Deps = {
  readonly payments: Pick<
    PaymentStore,
    "written" | "reversed" | "suspended" | "findReversal" | "findSuspense"
  >;
  readonly receipts: Pick<ReceiptStore, "created" | "find" | "idOf" | "keep" | "quarantine">;
  readonly newSuspenseId: () => string;
  readonly write: Write;
};

type Money = Received<"payment.received"> | Received<"payment.reversed">;

/**
 * Keeps authentic money that belongs to no account of the agency: recorded, posted to suspense, and left for
 * finance to find its home. The answer tells nothing about accounts.
 */
export const suspend =
  (deps: Deps) =>
  async (received: Money, raw: string, payment?: Payment): Promise<Taken | typeof again> => {
    const decision = await decided(deps, received, payment);
    if (!decision.ok) return refusedOrRepeated(deps, received, decision.error);
    const outcome = decision.value;
    const answer: CallbackAnswer = {
      receiptId: deps.receipts.idOf(received.agencyId, received.callback.eventId),
      eventId: received.callback.eventId,
      disposition: "ACCEPTED",
      reason: "posted-to-suspense",
      outstanding: money(0, outcome.suspense.currency),
    };
    const written = await deps.write(transaction(deps, { received, answer }, outcome));
    if (written.ok) return { answer, replayed: false };
    const already = takenAlready(written.error, received);
    if (already.kind === "moved" && already.payment) return suspend(deps)(received, raw, already.payment);
    return (await settled(deps, received, { already, raw })) ?? again;
  };

export type Suspend = ReturnType<typeof suspend>;

async function decided(
  deps: Deps,
  received: Money,
  payment: Payment | undefined,
): Promise<Result<SuspenseOutcome, Refusal>> {
  const { callback } = received;
  if (callback.eventType === "payment.received")
    return ok(suspensePayment({ ...received, callback }, deps.newSuspenseId(), payment));
  const before = payment && (await deps.payments.findSuspense(payment.accountId));
  if (payment === undefined || before === undefined)
    throw new Error("a suspense payment without its suspense record");
  return suspenseReversal({ ...received, callback }, payment, before);
}

function transaction(
  deps: Deps,
  { received, answer }: { readonly received: Money; readonly answer: CallbackAnswer },
  outcome: SuspenseOutcome,
): Written {
  const { callback, receivedAt, postedAt = receivedAt } = received;
  const { accountId, currency, sequence, head } = outcome.suspense;
  const history = { accountId, book: bookOf({ currency }), chain: { sequence, head } };
  const { items, chain } = recorded(history, outcome.events, postedAt);
  const receipt = receiptWith(received, answer);
  const reversal: Create[] =
    callback.eventType === "payment.reversed"
      ? [deps.payments.reversed(reversalFact({ ...received, callback }))]
      : [];
  return {
    identity: [deps.receipts.created(receipt), ...reversal],
    state: [
      deps.payments.written(outcome.payment, outcome.paymentBefore),
      deps.payments.suspended({ ...outcome.suspense, ...chain }, outcome.before),
    ],
    events: items,
  };
}
