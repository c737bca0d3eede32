import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { aPayment, aReversal, usd, type Placement, type Tenant } from "../../support/tenant.ts";

describe("payment.reversed", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await aTenantHere();
  });

  const view = (accountId: string) => tenant.lender.account(accountId);
  const outstanding = async (accountId: string) => (await view(accountId)).balance.outstanding.amount;
  const pay = async ({ agency, placementId }: Placement, changes = {}) => {
    const data = aPayment(changes);
    return { data, answer: await agency.callback("payment.received", { placementId, data }) };
  };
  const reverse = ({ agency, placementId }: Placement, ref: unknown, changes = {}) =>
    agency.callback("payment.reversed", { placementId, data: aReversal(ref, changes) });

  it("takes a payment back with the exact negative of what it posted", async () => {
    const placement = await tenant.active();
    const { data } = await pay(placement);
    const { body } = await reverse(placement, data.paymentRef);
    expect(body).toMatchObject({ disposition: "ACCEPTED", outstanding: usd(105_000) });
    const [received, reversed] = (await tenant.lender.history(placement.accountId)).slice(-2);
    const negative = received?.postings.map((leg: { account: string; amount: number }) => ({
      ...leg,
      amount: -leg.amount,
    }));
    expect([received?.type, reversed?.type, reversed?.postings]).toEqual([
      "payment.received",
      "payment.reversed",
      negative,
    ]);
  });

  it("takes a part back, and the rest afterwards", async () => {
    const placement = await tenant.active();
    const { data } = await pay(placement);
    await reverse(placement, data.paymentRef, { amount: usd(4_000) });
    expect(await outstanding(placement.accountId)).toBe(99_000);
    await reverse(placement, data.paymentRef, { amount: usd(6_000) });
    expect(await outstanding(placement.accountId)).toBe(105_000);
  });

  it("lets a reversal that came before its payment wait, and applies both", async () => {
    const placement = await tenant.active();
    const data = aPayment();
    const early = await reverse(placement, data.paymentRef);
    expect(early.body).toMatchObject({
      disposition: "ACCEPTED",
      reason: "waits-for-payment",
      outstanding: usd(105_000),
    });
    const { body } = await placement.agency.callback("payment.received", {
      placementId: placement.placementId,
      data,
    });
    expect(body).toMatchObject({ disposition: "ACCEPTED", outstanding: usd(105_000) });
    const types = (await tenant.lender.history(placement.accountId)).map(({ type }) => type).slice(-3);
    expect(types).toEqual(["payment.reversal_waiting", "payment.received", "payment.reversed"]);
  });

  it("applies several parts that came before their payment", async () => {
    const placement = await tenant.active();
    const data = aPayment();
    for (const part of [1_000, 2_000]) await reverse(placement, data.paymentRef, { amount: usd(part) });
    await placement.agency.callback("payment.received", { placementId: placement.placementId, data });
    expect(await outstanding(placement.accountId)).toBe(98_000);
  });

  it("counts the same reversal reference under another event id once", async () => {
    const placement = await tenant.active();
    const { data } = await pay(placement);
    const reversal = aReversal(data.paymentRef, { amount: usd(4_000) });
    const send = () =>
      placement.agency.callback("payment.reversed", { placementId: placement.placementId, data: reversal });
    await send();
    const before = await view(placement.accountId);
    expect((await send()).body.disposition).toBe("DUPLICATE");
    expect(await view(placement.accountId)).toEqual(before);
  });

  it("answers a second report of a whole reversal as a duplicate, though nothing is left to reverse", async () => {
    const placement = await tenant.active();
    const { data } = await pay(placement);
    const reversal = aReversal(data.paymentRef);
    const send = () =>
      placement.agency.callback("payment.reversed", { placementId: placement.placementId, data: reversal });
    await send();
    const again = await send();
    expect([again.status, again.body.disposition]).toEqual([202, "DUPLICATE"]);
  });

  it("keeps another amount under a reversal reference that is taken in quarantine", async () => {
    const placement = await tenant.active();
    const { data } = await pay(placement);
    const reversal = aReversal(data.paymentRef, { amount: usd(1_000) });
    const send = (changes: object) =>
      placement.agency.callback("payment.reversed", {
        placementId: placement.placementId,
        data: { ...reversal, ...changes },
      });
    await send({});
    const before = await view(placement.accountId);
    expect((await send({ amount: usd(2_000) })).body).toMatchObject({
      disposition: "QUARANTINED",
      reason: "reused-reference",
    });
    expect(await view(placement.accountId)).toEqual(before);
  });

  it("takes money back from suspense", async () => {
    const unknown = { agency: tenant.agency, placementId: "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1" } as Placement;
    const { data } = await pay(unknown);
    const { body } = await reverse(unknown, data.paymentRef);
    expect(body).toMatchObject({ disposition: "ACCEPTED", reason: "posted-to-suspense" });
  });

  it("keeps a reversal of a payment and a placement that nobody knows in quarantine", async () => {
    const unknown = { agency: tenant.agency, placementId: "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1" } as Placement;
    const { body } = await reverse(unknown, "never-heard-of");
    expect(body).toMatchObject({ disposition: "QUARANTINED", reason: "payment-unknown" });
  });

  it("asks for a person when a closed account owes again", async () => {
    const placement = await tenant.active();
    const { data } = await pay(placement, { amount: usd(105_000) });
    const { agency, placementId, accountId } = placement;
    await agency.callback("placement.closed", {
      placementId,
      data: { code: "PAID_IN_FULL", finalBalance: usd(0) },
    });
    await reverse(placement, data.paymentRef, { amount: usd(105_000) });
    const account = await view(accountId);
    expect([account.lifecycle, account.balance.outstanding]).toEqual(["CLOSED", usd(105_000)]);
    expect(account.attention).toContain("REOPEN_REQUIRED");
  });

  it("takes a credit balance back first", async () => {
    const placement = await tenant.active();
    const first = await pay(placement, { amount: usd(105_000) });
    await pay(placement, { amount: usd(10_000) });
    await reverse(placement, first.data.paymentRef, { amount: usd(105_000) });
    const account = await view(placement.accountId);
    expect(account.balance).toMatchObject({ outstanding: usd(95_000), creditBalance: usd(0) });
  });

  it("moves no other account than the one that the payment was posted to", async () => {
    const [paid, other] = [await tenant.active(), await tenant.active()];
    const { data } = await pay(paid);
    const before = await view(other.accountId);
    await reverse({ ...paid, placementId: other.placementId }, data.paymentRef);
    const { balance, facets } = await view(other.accountId);
    expect({ balance, facets }).toEqual({ balance: before.balance, facets: before.facets });
  });

  it("moves no account when the payment is in suspense", async () => {
    const account = await tenant.active();
    const lost = { ...account, placementId: "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1" };
    const { data } = await pay(lost);
    const before = await view(account.accountId);
    await reverse(account, data.paymentRef);
    const { balance, facets } = await view(account.accountId);
    expect({ balance, facets }).toEqual({ balance: before.balance, facets: before.facets });
  });

  it("takes a payment for an unknown placement though its reversal waits at an account", async () => {
    const placement = await tenant.active();
    const data = aPayment();
    await reverse(placement, data.paymentRef);
    const answer = await placement.agency.callback("payment.received", {
      placementId: "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1",
      data,
    });
    expect(answer.status).toBe(202);
    expect(await outstanding(placement.accountId)).toBe(105_000);
  });
});
