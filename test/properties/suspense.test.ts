import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { balancesOf } from "../../shared/ledger/balance.ts";
import { receivePayment } from "../../shared/payments/receive-payment.ts";
import { reverseOn } from "../../shared/payments/reversal-effect.ts";
import { attribution } from "../../shared/suspense/attribution.ts";
import { aKeyId, anAccount, now, placementOf, received, usd, valueOf } from "../support/builders.ts";
import { inSuspense } from "../support/in-suspense.ts";

const by = { actor: { kind: "ADMIN", id: aKeyId }, now, explanation: "Found." } as const;

/** A payment and parts of it that were taken back, never more than it. */
const paid = fc
  .tuple(
    fc.integer({ min: 2, max: 200_000 }),
    fc.array(fc.integer({ min: 1, max: 20_000 }), { maxLength: 6 }),
  )
  .map(([amount, parts]) => {
    let left = amount - 1;
    const back = parts.map((part) => Math.min(part, left)).filter((part) => (left -= part) >= 0 && part > 0);
    return { amount, back };
  });

describe("money that was in suspense", () => {
  it("does to its account what it had done, had its placement been named at once", () => {
    fc.assert(
      fc.property(paid, fc.integer({ min: 1, max: 150_000 }), ({ amount, back }, principal) => {
        const account = anAccount({ due: { PRINCIPAL: principal } });
        const to = { ...by, account, placementId: placementOf(account) };
        const found = inSuspense(account, amount, back);
        const { outcome, settled } = valueOf(attribution(found, to));
        const data = { paymentRef: "P-1", amount: usd(amount) };
        const call = received("payment.received", account, { data });
        let direct = valueOf(receivePayment(account, call)).account;
        let payment = valueOf(receivePayment(account, call)).payment!;
        for (const part of back) ({ account: direct, payment } = reverseOn(direct, payment, part)!);
        expect(balancesOf(outcome.account)).toEqual(balancesOf(direct));
        expect(outcome.payment?.reversed).toBe(payment.reversed);
        const posted = [...outcome.events, settled.event].flatMap(({ postings = [] }) => postings);
        const clearing = posted.filter((leg) => leg.account === found.payment.clearing);
        expect(
          clearing.reduce((sum, leg) => sum + leg.amount, 0),
          "the agency owes neither more nor less",
        ).toBe(0);
      }),
    );
  });
});
