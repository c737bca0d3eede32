import { describe, expect, it } from "vitest";
import { balancesOf, isBalanced } from "../../../shared/ledger/balance.ts";
import { anAccount, at, received, usd } from "../../support/builders.ts";
import { aWorld, foldOf, take, type World } from "../../support/builders-world.ts";

const account = anAccount({ due: { PRINCIPAL: 100_000 } });

const pay = (world: World, amount: number): World =>
  take(world, received("payment.received", account, { data: { paymentRef: "P-1", amount: usd(amount) } }))
    .world;

const correct = (world: World, data: object, effectiveAt = at("2026-03-03T09:00:00Z")) => {
  const call = received("payment.corrected", account);
  const right = { paymentRef: "P-1", supersedesEventId: "e", ...data };
  return take(world, { ...call, callback: { ...call.callback, effectiveAt, data: right } });
};

const paid = pay(aWorld(account), 10_000);

describe("a correction of a payment", () => {
  it("posts the difference and leaves what was posted", () => {
    const { world } = correct(paid, { amount: usd(8_000) });
    expect(world.account.paid).toBe(8_000);
    expect(world.events.at(-1)?.postings).toEqual([
      { account: `agency-clearing/${account.holders[0]}`, amount: -2_000 },
      { account: "receivable/PRINCIPAL", amount: 2_000 },
    ]);
    expect(world.payments.get("P-1")).toMatchObject({ amount: 8_000, reportedAmount: 10_000 });
  });

  it("that says who has the money moves all of it there", () => {
    const { world } = correct(paid, { recipient: "LENDER" });
    expect(foldOf(world.events)).toMatchObject({ "lender-direct": 10_000 });
    expect(foldOf(world.events)).not.toHaveProperty(`agency-clearing/${account.holders[0]}`);
    expect(world.account.paid).toBe(10_000);
  });

  it("that is older than the one that stands is recorded and changes nothing", () => {
    const { world } = correct(paid, { amount: usd(8_000) });
    const later = correct(world, { amount: usd(7_000) }, at("2026-03-03T08:00:00Z"));
    expect(later.world.account.paid).toBe(8_000);
    expect(later).toMatchObject({ kind: "accepted", outcome: { answer: { reason: "superseded" } } });
  });

  it("that comes before its payment is applied with it", () => {
    const early = correct(aWorld(account), { amount: usd(8_000) });
    expect(early).toMatchObject({ outcome: { answer: { reason: "waits-for-payment" } } });
    const { account: after, events } = pay(early.world, 10_000);
    expect(balancesOf(after).outstanding).toBe(92_000);
    expect(events.map(({ type }) => type)).toEqual([
      "account.received",
      "payment.correction_waiting",
      "payment.received",
      "payment.corrected",
    ]);
    for (const { postings = [] } of events) expect(isBalanced(postings)).toBe(true);
  });

  it("cannot leave less than was taken back", () => {
    const reversed = take(
      paid,
      received("payment.reversed", account, {
        data: { reversalRef: "R-1", originalPaymentRef: "P-1", amount: usd(9_000) },
      }),
    ).world;
    expect(correct(reversed, { amount: usd(8_000) })).toMatchObject({
      kind: "refused",
      refusal: { code: "amount-exceeds-balance" },
    });
  });

  it("makes no second payment of an older file that still has the first amount", () => {
    const { world } = correct(paid, { amount: usd(8_000) });
    const again = take(
      world,
      received("payment.received", account, { data: { paymentRef: "P-1", amount: usd(10_000) } }),
    );
    expect(again.kind).toBe("duplicate");
  });

  it("of the whole, then taken back, leaves no trace in the balances", () => {
    const { world } = correct(paid, { amount: usd(12_000), recipient: "COURT" });
    const reversed = take(
      world,
      received("payment.reversed", account, {
        data: { reversalRef: "R-1", originalPaymentRef: "P-1", amount: usd(12_000) },
      }),
    ).world;
    expect(balancesOf(reversed.account).outstanding).toBe(100_000);
    const { opening, ...rest } = foldOf(reversed.events);
    expect(rest).toEqual({ "receivable/PRINCIPAL": 100_000 });
    expect(opening).toBe(-100_000);
  });
});
