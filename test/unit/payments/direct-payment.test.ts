import { describe, expect, it } from "vitest";
import { attentionOf } from "../../../shared/accounts/view.ts";
import { eventIdOf } from "../../../shared/kernel/ids.ts";
import { isBalanced } from "../../../shared/ledger/balance.ts";
import { receiveDirectPayment } from "../../../shared/payments/direct-payment.ts";
import { reverseDirectPayment } from "../../../shared/payments/direct-reversal.ts";
import { DirectPaymentRequest, DirectReversalRequest } from "../../../shared/payments/direct-wire.ts";
import {
  aDirectPayment,
  aLenderActor,
  anAccount,
  cash,
  known,
  now,
  placementOf,
  refusalOf,
  usd,
  valueOf,
  withoutAgency,
} from "../../support/builders.ts";

const by = { actor: aLenderActor, now, requestHash: "c".repeat(64) };
const paying = (amount: number, more: object = {}) =>
  DirectPaymentRequest.parse({
    paymentRef: "B-1",
    amount: usd(amount),
    effectiveAt: "2026-03-01T09:30:00Z",
    ...more,
  });
const returning = (amount: number, more: object = {}) =>
  DirectReversalRequest.parse({
    reversalRef: "B-2",
    amount: usd(amount),
    reason: "NSF",
    effectiveAt: "2026-03-02T09:30:00Z",
    ...more,
  });

describe("what the debtor paid the lender", () => {
  it("lowers the components in their order, against what the lender has, in one balanced entry", () => {
    const account = anAccount({ due: { PRINCIPAL: 100_000, COURT_COST: 3_000 } });
    const { step, payment } = valueOf(receiveDirectPayment(known(account), paying(10_000), by));
    expect(step.account.paid).toBe(10_000);
    expect(payment.postings).toEqual([
      { account: "lender-direct", amount: 10_000 },
      { account: "receivable/COURT_COST", amount: -3_000 },
      { account: "receivable/PRINCIPAL", amount: -7_000 },
    ]);
    expect(step.events[0]?.postings).toEqual(payment.postings);
    expect(isBalanced(payment.postings)).toBe(true);
    expect(step.events[0]?.effectiveAt).toBe("2026-03-01T09:30:00Z");
  });

  it("is told to who has the account, with the balance after it and until when to say so", () => {
    const account = anAccount();
    const { step, payment } = valueOf(
      receiveDirectPayment(known(account), paying(10_000, { note: "Paid at the counter." }), by),
    );
    const told = {
      placementId: placementOf(account),
      agencyId: account.placement?.agencyId,
      acknowledgeBy: "2026-03-04T12:00:00.000Z",
    };
    expect(payment.told).toEqual({ ...told, eventId: eventIdOf(account.accountId, account.sequence + 1) });
    expect(step.events).toMatchObject([
      {
        type: "payment.direct_received",
        route: { queue: "deliveries", group: told.placementId },
        data: { ...told, paymentRef: "B-1", balance: { outstanding: usd(90_000) } },
      },
    ]);
    expect(step.clocksStarted).toEqual([
      {
        accountId: account.accountId,
        kind: "DIRECT_PAYMENT",
        ref: "B-1",
        dueAt: told.acknowledgeBy,
        placementId: told.placementId,
      },
    ]);
  });

  it("gives the agency the hours of its contract", () => {
    const account = anAccount();
    const terms = { directPaymentAcknowledgeHours: 72 };
    const { payment } = valueOf(receiveDirectPayment(known(account, { terms }), paying(1), by));
    expect(payment.told?.acknowledgeBy).toBe("2026-03-05T12:00:00.000Z");
  });

  it.each(["OFFERED", "INFO_REQUIRED"] as const)("is told to an agency that was only %s it", (lifecycle) => {
    const { payment } = valueOf(receiveDirectPayment(known(anAccount({ lifecycle })), paying(1), by));
    expect(payment.told).toBeDefined();
  });

  it.each(["REJECTED", "ELIGIBLE", "CLOSED", "RECALLED", "FINALIZED"] as const)(
    "is posted and told to nobody when the account is %s",
    (lifecycle) => {
      const account = withoutAgency(anAccount(), { lifecycle });
      const { step, payment } = valueOf(receiveDirectPayment(known(account), paying(10_000), by));
      expect(step.account.paid).toBe(10_000);
      expect(step.events[0]?.route).toBeUndefined();
      expect(step.events[0]?.data).not.toHaveProperty("acknowledgeBy");
      expect([payment.told, step.clocksStarted]).toEqual([undefined, []]);
    },
  );

  it("begins the wait for reversals when it is the last that was owed", () => {
    const account = anAccount();
    const { step } = valueOf(receiveDirectPayment(known(account), paying(100_000), by));
    expect(step.events.map(({ type }) => type)).toEqual([
      "payment.direct_received",
      "account.paid_provisionally",
    ]);
    expect(step.clocksStarted).toContainEqual({
      accountId: account.accountId,
      kind: "CLEARING",
      ref: placementOf(account),
      dueAt: "2026-05-01T12:00:00.000Z",
    });
    const paidBefore = anAccount({ paid: 100_000 });
    const again = valueOf(receiveDirectPayment(known(paidBefore), paying(1), by));
    expect(again.step.events).toHaveLength(1);
  });

  it("leaves what is too much to the debtor", () => {
    const { step } = valueOf(receiveDirectPayment(known(anAccount()), paying(100_001), by));
    expect(step.events[0]?.postings).toContainEqual({ account: "credit-balance", amount: -1 });
    expect(attentionOf(step.account)).toContain("CREDIT_BALANCE");
  });

  it("is refused in another currency, and before it happened", () => {
    const account = known(anAccount());
    const euros = refusalOf(receiveDirectPayment(account, paying(1, { amount: cash(1, "EUR") }), by));
    expect([euros.code, euros.errors?.[0]?.pointer]).toEqual(["currency-mismatch", "/amount/currency"]);
    const tomorrow = paying(1, { effectiveAt: "2026-03-03T12:00:00.001Z" });
    expect(refusalOf(receiveDirectPayment(account, tomorrow, by))).toMatchObject({
      code: "invalid-request",
      errors: [{ pointer: "/effectiveAt", code: "in-the-future" }],
    });
    const zoneAhead = paying(1, { effectiveAt: "2026-03-03T12:00:00.000Z" });
    expect(receiveDirectPayment(account, zoneAhead, by).ok).toBe(true);
  });
});

describe("such a payment that goes back", () => {
  const account = anAccount({ paid: 10_000 });
  const payment = aDirectPayment(account, { paymentRef: "B-1" });

  it("is posted as the exact negative, told to who has the account, and needs no word any more", () => {
    const taken = valueOf(reverseDirectPayment(known(account), { payment, request: returning(10_000) }, by));
    expect(taken.step.account.paid).toBe(0);
    expect(taken.step.events).toMatchObject([
      {
        type: "payment.direct_reversed",
        route: { queue: "deliveries", group: placementOf(account) },
        data: {
          reversalRef: "B-2",
          originalPaymentRef: "B-1",
          amount: usd(10_000),
          balance: { outstanding: usd(100_000) },
        },
        postings: [
          { account: "lender-direct", amount: -10_000 },
          { account: "receivable/PRINCIPAL", amount: 10_000 },
        ],
      },
    ]);
    expect(taken.payment.reversed).toBe(10_000);
    expect(taken.reversal).toMatchObject({ reversalRef: "B-2", originalPaymentRef: "B-1", amount: 10_000 });
    expect(taken.step.clocksStopped).toEqual([{ kind: "DIRECT_PAYMENT", ref: "B-1" }]);
  });

  it("in part leaves the agency its time, and no more goes back than came", () => {
    const part = valueOf(reverseDirectPayment(known(account), { payment, request: returning(4_000) }, by));
    expect(part.step.clocksStopped).toEqual([]);
    expect(isBalanced(part.step.events[0]?.postings ?? [])).toBe(true);
    const rest = { payment: part.payment, request: returning(6_001) };
    expect(refusalOf(reverseDirectPayment(known(part.step.account), rest, by))).toMatchObject({
      code: "amount-exceeds-balance",
      detail: "6000 is left of the payment.",
    });
  });

  it("stops no clock that never ran, or that was answered", () => {
    const { told: _nobody, ...untold } = payment;
    for (const one of [untold, { ...payment, acknowledgedAt: now }])
      expect(
        valueOf(reverseDirectPayment(known(account), { payment: one, request: returning(10_000) }, by)).step
          .clocksStopped,
      ).toEqual([]);
  });

  it("of an account that was closed as paid goes to whoever decides whether its agency goes on", () => {
    const closed = withoutAgency(account, { lifecycle: "CLOSED", closeCode: "PAID_IN_FULL" });
    const taken = valueOf(reverseDirectPayment(known(closed), { payment, request: returning(10_000) }, by));
    expect(taken.step.events[0]?.route).toEqual({ queue: "placements", group: account.accountId });
    expect(taken.step.account.attention).toContain("REOPEN_REQUIRED");
  });

  it("is refused in another currency, and before it happened", () => {
    const euros = { payment, request: returning(1, { amount: cash(1, "EUR") }) };
    expect(refusalOf(reverseDirectPayment(known(account), euros, by)).code).toBe("currency-mismatch");
    const tomorrow = { payment, request: returning(1, { effectiveAt: "2026-03-04T00:00:00Z" }) };
    expect(refusalOf(reverseDirectPayment(known(account), tomorrow, by)).code).toBe("invalid-request");
  });
});

describe("a lender's reference of money", () => {
  const paymentRef = (ref: string) => paying(1, { paymentRef: ref }).paymentRef;

  it.each(["B-1", "RF18:5390.0754", "a".repeat(64), "~!$&'()*+,;=@"])("may be %s", (ref) => {
    expect(paymentRef(ref)).toBe(ref);
  });

  it.each(["", "a".repeat(65), "a b", "a/b", "a?b", "a#b", "a%2Fb", "ü"])("may not be %j", (ref) => {
    expect(() => paymentRef(ref)).toThrow();
  });
});
