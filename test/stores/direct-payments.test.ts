import { describe, expect, it } from "vitest";
import type { Change, Create } from "../../shared/kernel/change.ts";
import { directPaymentStore } from "../../shared/payments/direct-store.ts";
import { newReader } from "../../shared/platform/dynamo.ts";
import { newWriteBeside } from "../../shared/platform/write.ts";
import { expectationStore } from "../../shared/reconciliation/expectation-store.ts";
import { foldPayments } from "../../shared/reconciliation/fold-payments.ts";
import { recorded } from "../../shared/platform/events.ts";
import { receiveDirectPayment } from "../../shared/payments/direct-payment.ts";
import { DirectPaymentRequest } from "../../shared/payments/direct-wire.ts";
import {
  aDirectPayment,
  aLenderActor,
  anAccount,
  anAgencyId,
  aPlacement,
  aRef,
  at,
  known,
  now,
  startOfHistory,
  usd,
  valueOf,
} from "../support/builders.ts";
import { quietTable } from "../support/quiet-table.ts";

const table = quietTable();
const reader = newReader(table);
const store = directPaymentStore(reader);

const writes = async (...changes: Change[]) => newWriteBeside(table)(changes);
const outcomeOf = async (...changes: Change[]) => {
  const outcome = await writes(...changes);
  return outcome.ok ? "written" : outcome.error.map(({ name }) => name);
};

describe("a payment to the lender", () => {
  it("is found by the lender's reference, and another lender's is not", async () => {
    const payment = aDirectPayment(anAccount());
    await writes(store.received(payment));
    expect(await store.find(payment.lenderId, payment.paymentRef)).toEqual(payment);
    expect(await store.find(anAccount().lenderId, payment.paymentRef)).toBeUndefined();
  });

  it("stands once under its reference", async () => {
    const payment = aDirectPayment(anAccount());
    expect(await outcomeOf(store.received(payment))).toBe("written");
    expect(await outcomeOf(store.received({ ...payment, amount: 1 }))).toEqual(["direct-payment"]);
    expect(await store.find(payment.lenderId, payment.paymentRef)).toEqual(payment);
  });

  it("is taken back only from where it was read, and what was acknowledged meanwhile stays", async () => {
    const payment = aDirectPayment(anAccount());
    await writes(store.received(payment));
    await writes(store.acknowledged(payment, at("2026-03-03T09:00:00.000Z")));
    const after = { ...payment, reversed: 4_000 };
    expect(await outcomeOf(store.takenBack(payment, after))).toBe("written");
    expect(await outcomeOf(store.takenBack(payment, { ...payment, reversed: 9_000 }))).toEqual([
      "direct-payment",
    ]);
    expect(await store.find(payment.lenderId, payment.paymentRef)).toEqual({
      ...after,
      acknowledgedAt: "2026-03-03T09:00:00.000Z",
    });
  });

  it("is acknowledged once, and only if it stands", async () => {
    const payment = aDirectPayment(anAccount());
    expect(await outcomeOf(store.acknowledged(payment, now))).toEqual(["direct-acknowledgement"]);
    await writes(store.received(payment));
    expect(await outcomeOf(store.acknowledged(payment, now))).toBe("written");
    const later = at("2026-03-05T09:00:00.000Z");
    expect(await outcomeOf(store.acknowledged(payment, later))).toEqual(["direct-acknowledgement"]);
    const other = aDirectPayment(anAccount({ lenderId: payment.lenderId }));
    await writes(store.received(other));
    const refs = [payment.paymentRef, other.paymentRef, "none", payment.paymentRef];
    expect(await store.acknowledgements(payment.lenderId, refs)).toEqual(
      new Map([[payment.paymentRef, now]]),
    );
  });

  it("goes back once under a reference", async () => {
    const { lenderId, accountId, currency, paymentRef } = aDirectPayment(anAccount());
    const reversal = {
      lenderId,
      accountId,
      reversalRef: aRef("B"),
      originalPaymentRef: paymentRef,
      requestHash: "c",
      amount: 1,
      currency,
    };
    expect(await outcomeOf(store.reversed(reversal))).toBe("written");
    expect(await outcomeOf(store.reversed(reversal))).toEqual(["direct-reversal"]);
    expect(await store.findReversal(lenderId, reversal.reversalRef)).toEqual(reversal);
  });
});

describe("a line of an advice that names what the lender had", () => {
  const line = { kind: "PAYMENT" as const, recipient: "LENDER" };
  const expectations = expectationStore(reader);

  it("finds what is expected of it by the lender's reference, and only as its agency's", async () => {
    const account = anAccount();
    const asked = { paymentRef: aRef("D"), amount: usd(10_000), effectiveAt: "2026-03-01T09:30:00Z" };
    const { step, payment } = valueOf(
      receiveDirectPayment(known(account), DirectPaymentRequest.parse(asked), {
        actor: aLenderActor,
        now,
        requestHash: "c",
      }),
    );
    const history = recorded({ accountId: account.accountId, chain: startOfHistory }, step.events, now).items;
    const events = history.map(({ item }: Create) => item as never);
    const [expected] = foldPayments(account, [aPlacement(account)], events);
    await writes(store.received(payment), expectations.folded(undefined, expected!));
    const [agencyId] = account.holders;
    const { lenderId } = account;
    const named = { ...line, lenderId, agencyId: agencyId!, paymentRef: asked.paymentRef };
    expect(await expectations.named([named, named])).toMatchObject([
      { id: expected!.id, recipient: "LENDER", notice: { dueOn: "2026-03-04" } },
    ]);
    expect(await expectations.named([{ ...named, recipient: "AGENCY" }])).toEqual([]);
    expect(await expectations.named([{ ...named, agencyId: anAgencyId() }])).toEqual([]);
  });
});
