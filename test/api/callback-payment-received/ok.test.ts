import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { aPayment, newRef, usd, type Tenant } from "../../support/tenant.ts";

describe("payment.received", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await aTenantHere();
  });

  const view = (accountId: string) => tenant.lender.account(accountId);
  const events = async (accountId: string, type: string) =>
    (await tenant.lender.history(accountId)).filter((event) => event.type === type);

  it("lowers the components in their order: interest before principal", async () => {
    const { accountId, placementId, agency } = await tenant.active();
    await agency.callback("payment.received", { placementId, data: aPayment({ amount: usd(3_000) }) });
    expect((await view(accountId)).balance.components).toEqual([
      { component: "INTEREST", amount: usd(2_000) },
      { component: "PRINCIPAL", amount: usd(100_000) },
    ]);
    await agency.callback("payment.received", { placementId, data: aPayment({ amount: usd(3_000) }) });
    expect((await view(accountId)).balance.components).toEqual([
      { component: "PRINCIPAL", amount: usd(99_000) },
    ]);
  });

  it("marks an account that is paid to the cent as paid", async () => {
    const { accountId, placementId, agency } = await tenant.active();
    const { body } = await agency.callback("payment.received", {
      placementId,
      data: aPayment({ amount: usd(105_000) }),
    });
    expect(body.outstanding).toEqual(usd(0));
    const account = await view(accountId);
    expect(account.facets.payment).toBe("PAID");
    expect(account.balance).toMatchObject({ outstanding: usd(0), creditBalance: usd(0), components: [] });
  });

  it("keeps what was paid too much as a credit balance and calls a person", async () => {
    const { accountId, placementId, agency } = await tenant.active();
    const { body } = await agency.callback("payment.received", {
      placementId,
      data: aPayment({ amount: usd(105_001) }),
    });
    expect([body.disposition, body.outstanding]).toEqual(["ACCEPTED", usd(0)]);
    const account = await view(accountId);
    expect(account.facets.payment).toBe("CREDIT_BALANCE");
    expect(account.balance).toMatchObject({ outstanding: usd(0), creditBalance: usd(1) });
    expect(account.attention).toContain("CREDIT_BALANCE");
  });

  it("counts the same payment reference under another event id once", async () => {
    const { accountId, placementId, agency } = await tenant.active();
    const data = aPayment();
    await agency.callback("payment.received", { placementId, data });
    const before = await view(accountId);
    const again = await agency.callback("payment.received", { placementId, data });
    expect([again.status, again.body.disposition]).toEqual([202, "DUPLICATE"]);
    expect(await view(accountId)).toEqual(before);
    expect(await events(accountId, "payment.received")).toHaveLength(1);
  });

  it("keeps another amount under a reference that is taken in quarantine, and changes nothing", async () => {
    const { accountId, placementId, agency } = await tenant.active();
    const data = aPayment();
    await agency.callback("payment.received", { placementId, data });
    const before = await view(accountId);
    const other = await agency.callback("payment.received", {
      placementId,
      data: { ...data, amount: usd(1) },
    });
    expect(other.body).toMatchObject({ disposition: "QUARANTINED", reason: "reused-reference" });
    expect(await view(accountId)).toEqual(before);
  });

  it("keeps the references of two agencies apart", async () => {
    const other = await aTenantHere();
    const [one, two] = [await tenant.active(), await other.active()];
    const data = aPayment();
    const answers = [
      await one.agency.callback("payment.received", { placementId: one.placementId, data }),
      await two.agency.callback("payment.received", { placementId: two.placementId, data }),
    ];
    expect(answers.map(({ body }) => body.disposition)).toEqual(["ACCEPTED", "ACCEPTED"]);
  });

  it("posts a payment for an unknown placement to suspense and tells nothing of accounts", async () => {
    const placementId = "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1";
    const data = aPayment();
    const { status, body } = await tenant.agency.callback("payment.received", { placementId, data });
    expect(status).toBe(202);
    expect(body).toMatchObject({
      disposition: "ACCEPTED",
      reason: "posted-to-suspense",
      outstanding: usd(0),
    });
    expect(body.lifecycle).toBeUndefined();
    const again = await tenant.agency.callback("payment.received", { placementId, data });
    expect(again.body.disposition).toBe("DUPLICATE");
  });

  it("posts a payment for another agency's placement to suspense and leaves that account alone", async () => {
    const other = await aTenantHere();
    const { accountId, placementId } = await other.active();
    const before = await other.lender.account(accountId);
    const { body } = await tenant.agency.callback("payment.received", { placementId, data: aPayment() });
    expect(body).toMatchObject({ disposition: "ACCEPTED", reason: "posted-to-suspense" });
    expect(await other.lender.account(accountId)).toEqual(before);
  });

  it("posts a payment after the placement was closed", async () => {
    const { accountId, placementId, agency } = await tenant.active();
    await agency.callback("placement.closed", {
      placementId,
      data: { code: "EXHAUSTED", finalBalance: usd(105_000) },
    });
    const { body } = await agency.callback("payment.received", { placementId, data: aPayment() });
    expect(body).toMatchObject({ disposition: "ACCEPTED", lifecycle: "CLOSED", outstanding: usd(95_000) });
    expect((await view(accountId)).attention).toContain("PAYMENT_NOT_FROM_HOLDER");
  });

  it("posts a payment of an agency that declined the account, to that account", async () => {
    const { accountId, placementId, agency } = await tenant.place();
    await agency.callback("placement.declined", { placementId, data: { code: "CAPACITY" } });
    const { body } = await agency.callback("payment.received", { placementId, data: aPayment() });
    expect(body).toMatchObject({ disposition: "ACCEPTED", outstanding: usd(95_000) });
    expect((await view(accountId)).attention).toContain("PAYMENT_NOT_FROM_HOLDER");
  });

  it("posts a payment before the agency acknowledged the offer", async () => {
    const { accountId, placementId, agency } = await tenant.place();
    const { body } = await agency.callback("payment.received", { placementId, data: aPayment() });
    expect([body.disposition, body.lifecycle]).toEqual(["ACCEPTED", "OFFERED"]);
    expect((await view(accountId)).attention).toEqual([]);
  });

  it.each([
    ["AGENCY", "agency-clearing"],
    ["LENDER", "lender-direct"],
    ["GATEWAY", "third-party-clearing"],
    ["COURT", "third-party-clearing"],
    ["THIRD_PARTY", "third-party-clearing"],
  ])("clears what the %s received through %s", async (recipient, clearing) => {
    const { accountId, placementId, agency } = await tenant.active();
    await agency.callback("payment.received", { placementId, data: aPayment({ recipient }) });
    const [event] = await events(accountId, "payment.received");
    expect(event?.postings[0]).toMatchObject({ account: expect.stringContaining(clearing), amount: 10_000 });
  });

  it("keeps times as the agency told them", async () => {
    const { accountId, placementId, agency } = await tenant.active();
    const effectiveAt = "2024-05-01T10:00:00+09:00";
    await agency.callback("payment.received", {
      placementId,
      effectiveAt,
      data: aPayment({ clearedOn: "2024-05-03" }),
    });
    const [event] = await events(accountId, "payment.received");
    expect(Date.parse(event?.effectiveAt)).toBe(Date.parse(effectiveAt));
    expect(event?.data.clearedOn).toBe("2024-05-03");
  });

  it("keeps exact cents over many payments", async () => {
    const { accountId, placementId, agency } = await tenant.active();
    const amounts = [1, 333, 7, 99, 10_001, 12];
    for (const amount of amounts)
      await agency.callback("payment.received", {
        placementId,
        data: aPayment({ paymentRef: newRef(), amount: usd(amount) }),
      });
    const paid = amounts.reduce((total, amount) => total + amount, 0);
    expect((await view(accountId)).balance.outstanding).toEqual(usd(105_000 - paid));
  });
});
