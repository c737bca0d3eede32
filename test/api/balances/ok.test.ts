import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import type { Json } from "../../support/http.ts";
import { aPayment, demand, newRef, usd, type Placement, type Tenant } from "../../support/tenant.ts";

let tenant: Tenant;
let finance: string;
beforeAll(async () => {
  tenant = await aTenantHere({ contract: { reversalReserveDays: 45 } });
  const { lenderId } = tenant.lender;
  finance = await tenant.operator.newKey({ kind: "FINANCE", lenderId });
});

const today = () => new Date().toISOString().slice(0, 10);
const command = async (accountId: string, path: string, json: unknown): Promise<Json> =>
  demand(await tenant.lender.post(`/v1/accounts/${accountId}/${path}`, json), 200);
const pay = async ({ placementId }: Placement, amount: number, more: object = {}): Promise<string> => {
  const data = aPayment({ amount: usd(amount), ...more });
  demand(await tenant.agency.callback("payment.received", { placementId, data }), 202);
  return data.paymentRef;
};
const verified = async (): Promise<Json> =>
  demand(await tenant.operator.call("/v1/ledger/verification", { apiKey: finance }), 200).body;
const balances = async (): Promise<Readonly<Record<string, number>>> => {
  const { body } = await tenant.operator.call("/v1/ledger/trial-balance?currency=USD", { apiKey: finance });
  return Object.fromEntries(body.accounts.map(({ account, balance }: Json) => [account, balance]));
};

/** An account that its agency gave up. */
async function ended(paid: number): Promise<Placement> {
  const placement = await tenant.active();
  await pay(placement, paid);
  const { accountId, placementId } = placement;
  const { outstanding } = (await tenant.lender.account(accountId)).balance;
  const data = { code: "PARTIALLY_PAID_EXHAUSTED", finalBalance: outstanding };
  demand(await tenant.agency.callback("placement.closed", { placementId, data }), 202);
  return placement;
}

describe("a refund", () => {
  it("takes a credit balance down, once for its reference, and is on the account's statement", async () => {
    const placement = await tenant.active();
    const { accountId } = placement;
    const { outstanding } = (await tenant.lender.account(accountId)).balance;
    await pay(placement, outstanding.amount + 700);
    const refund = { refundRef: newRef(), amount: usd(700), refundedOn: today() };
    const first = await command(accountId, "refunds", refund);
    expect(first.body).toMatchObject({
      balance: { creditBalance: usd(0), outstanding: usd(0) },
      facets: { payment: "PAID" },
    });
    const again = await command(accountId, "refunds", refund);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const statement = demand(
      await tenant.operator.call(`/v1/ledger/accounts/${accountId}/statement`, { apiKey: finance }),
      200,
    ).body;
    expect(statement.lines.at(-1)).toMatchObject({ type: "credit.refunded", creditBalance: 0 });
    await expect.poll(balances, { timeout: 20_000 }).toMatchObject({ "refund-clearing": -700 });
    expect(await verified()).toMatchObject({ differences: [] });
  });
});

describe("a write-off", () => {
  it("leaves nothing owed, and is made good by what comes in all the same", async () => {
    const placement = await ended(5_000);
    const { accountId } = placement;
    const { outstanding } = (await tenant.lender.account(accountId)).balance;
    const writing = { writeOffRef: newRef(), code: "UNECONOMICAL", reason: "Nothing to be had." };
    const { body } = await command(accountId, "write-offs", writing);
    expect(body).toMatchObject({
      balance: { outstanding: usd(0) },
      writtenOff: outstanding,
    });
    expect((await command(accountId, "write-offs", writing)).headers.get("idempotent-replayed")).toBe("true");
    await pay(placement, 1_200);
    expect(await tenant.lender.account(accountId)).toMatchObject({
      balance: { outstanding: usd(0), creditBalance: usd(0) },
    });
    const left = outstanding.amount - 1_200;
    await expect.poll(async () => (await balances())["write-offs"], { timeout: 20_000 }).toBe(left);
    expect(await verified()).toMatchObject({ differences: [] });
  });
});

describe("payments of an account", () => {
  it("are provisional as long as their method lets them go back", async () => {
    const placement = await tenant.active();
    const at = today();
    const refs = {
      ach: await pay(placement, 1_000, { method: "ACH" }),
      cash: await pay(placement, 2_000, { method: "CASH" }),
      card: await pay(placement, 3_000, { method: "CARD" }),
    };
    const reversal = {
      reversalRef: newRef(),
      originalPaymentRef: refs.ach,
      amount: usd(1_000),
      reason: "NSF",
    };
    const { placementId, accountId } = placement;
    demand(await tenant.agency.callback("payment.reversed", { placementId, data: reversal }), 202);
    const list = async (apiKey: string): Promise<Json> =>
      demand(await tenant.operator.call(`/v1/accounts/${accountId}/payments`, { apiKey }), 200).body.items;
    const items = await list(tenant.lender.apiKey);
    expect(items).toMatchObject([
      { paymentRef: refs.ach, status: "REVERSED", reversed: usd(1_000) },
      { paymentRef: refs.cash, method: "CASH", reversed: usd(0) },
      { paymentRef: refs.card, status: "PROVISIONAL", rule: "45 days by the contract" },
    ]);
    expect(items[1].provisionalUntil).toBe(items[1].reversibleUntil);
    expect(items[2].provisionalUntil > at).toBe(true);
    expect(await list(finance)).toEqual(items);
  });
});
