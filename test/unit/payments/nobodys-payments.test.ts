import { describe, expect, it } from "vitest";
import { type EventDraft } from "../../../shared/kernel/event.ts";
import { paymentsOf } from "../../../shared/payments/payments-of.ts";
import { receiveDirectPayment } from "../../../shared/payments/direct-payment.ts";
import { reverseDirectPayment } from "../../../shared/payments/direct-reversal.ts";
import { DirectPaymentRequest, DirectReversalRequest } from "../../../shared/payments/direct-wire.ts";
import {
  aLenderActor,
  anAccount,
  known,
  now,
  today,
  usd,
  valueOf,
  withoutAgency,
} from "../../support/builders.ts";
import { historyOf } from "../../support/history.ts";

const by = { actor: aLenderActor, now, requestHash: "c" };

describe("what the lender got while nobody had the account", () => {
  it("is among its payments without an agency, with what went back of it", () => {
    const account = withoutAgency(anAccount({ holders: [] }), { lifecycle: "ELIGIBLE" });
    const asked = {
      paymentRef: "B-1",
      amount: usd(10_000),
      method: "CASH",
      effectiveAt: "2026-03-01T09:30:00Z",
    };
    const paid = valueOf(receiveDirectPayment(known(account), DirectPaymentRequest.parse(asked), by));
    const back = {
      reversalRef: "B-2",
      amount: usd(4_000),
      reason: "NSF",
      effectiveAt: "2026-03-02T09:30:00Z",
    };
    const request = DirectReversalRequest.parse(back);
    const returned = valueOf(
      reverseDirectPayment(known(paid.step.account), { payment: paid.payment, request }, by),
    );
    const events: readonly EventDraft[] = [...paid.step.events, ...returned.step.events];
    const history = historyOf({ account, events });
    const [one, ...others] = paymentsOf(account, { placements: [], history }, today);
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      paymentRef: "B-1",
      recipient: "LENDER",
      method: "CASH",
      amount: usd(10_000),
      reversed: usd(4_000),
      effectiveOn: "2026-03-01",
      status: "CLEARED",
    });
    expect(one).not.toHaveProperty("agencyId");
    expect(one).not.toHaveProperty("commission");
  });
});
