import { describe, expect, it } from "vitest";
import { creditOf } from "../../../shared/reconciliation/credit-of.ts";
import { anAccount, received, usd } from "../../support/builders.ts";
import { aWorld, take, type World } from "../../support/builders-world.ts";
import { historyOf } from "../../support/history.ts";

const account = anAccount({ due: { PRINCIPAL: 10_000 } });

const pay = (world: World, [paymentRef, amount, day]: readonly [string, number, string]): World => {
  const callback = received("payment.received", account, {
    effectiveAt: `${day}T10:00:00.000Z`,
    data: { paymentRef, amount: usd(amount) },
  });
  return take(world, callback).world;
};

const back = (world: World, paymentRef: string, amount: number): World => {
  const data = {
    reversalRef: `R-${paymentRef}`,
    originalPaymentRef: paymentRef,
    amount: usd(amount),
    reason: "NSF",
  };
  return take(world, received("payment.reversed", account, { data })).world;
};

const creditIn = (world: World) => creditOf(world.account, historyOf(world));

describe("what an account shows beyond what was owed", () => {
  it("is nothing until more was paid, and stands since the payment that was too much", () => {
    const exact = pay(aWorld(account), ["P-1", 10_000, "2026-03-01"]);
    expect(creditIn(exact)).toBeUndefined();
    const over = pay(pay(exact, ["P-2", 300, "2026-03-04"]), ["P-3", 200, "2026-03-09"]);
    expect(creditIn(over)).toEqual({
      lenderId: account.lenderId,
      agencyId: account.holders[0],
      accountId: account.accountId,
      currency: "USD",
      amount: 500,
      since: "2026-03-04",
    });
  });

  it("begins anew when it was gone in between, and is gone with the money", () => {
    const over = pay(aWorld(account), ["P-1", 10_500, "2026-03-01"]);
    const gone = back(over, "P-1", 10_500);
    expect(creditIn(gone)).toBeUndefined();
    const again = pay(gone, ["P-2", 11_000, "2026-03-20"]);
    expect(creditIn(again)).toMatchObject({ amount: 1_000, since: "2026-03-20" });
  });

  it("is nobody's break where no agency ever had the account", () => {
    const over = pay(aWorld(account), ["P-1", 10_500, "2026-03-01"]);
    expect(creditIn({ ...over, account: { ...over.account, holders: [] } })).toBeUndefined();
  });
});
