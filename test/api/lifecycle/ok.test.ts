import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { aPayment, aContract, demand, usd, type Tenant } from "../../support/tenant.ts";

describe("a lender that recalls an account", () => {
  it("gives notice, hears an objection, and gets the account back when the agency gives it", async () => {
    const { lender, active } = await aTenantHere({ contract: { objectionDays: { ACTIVE_PLAN: 20 } } });
    const { accountId, placementId, agency } = await active();
    const asked = await lender.post(`/v1/accounts/${accountId}/recall`, { code: "STRATEGY" });
    expect([asked.status, asked.body.lifecycle, asked.body.facets.recall]).toEqual([
      200,
      "ACTIVE",
      "PENDING",
    ]);
    const { recallId } = asked.body.recall;
    const notice = await agency.inbox.receives("recall.pending");
    expect(notice).toMatchObject({ body: { data: { recallId, objections: { ACTIVE_PLAN: 20 } } } });
    const objected = await agency.callback("recall.objected", {
      placementId,
      data: { recallId, reason: "ACTIVE_PLAN" },
    });
    expect(objected.body.disposition).toBe("ACCEPTED");
    await agency.inbox.receives("recall.extended");
    expect((await lender.account(accountId)).recall).toMatchObject({ state: "OBJECTED" });
    demand(await agency.callback("recall.acknowledged", { placementId, data: { recallId } }), 202);
    const final = await agency.inbox.receives("recall.final");
    expect(final?.body.data).toMatchObject({ recallId, deleteBy: expect.any(String) });
    const view = await lender.account(accountId);
    expect(view).toMatchObject({ lifecycle: "RECALLED", recall: { state: "FINAL" } });
    expect(view.placements).toMatchObject([{ state: "RECALLED", tailUntil: expect.any(String) }]);
  });

  it("twice under one key recalls once and is told that it did", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId } = await active();
    const ask = () =>
      lender.post(`/v1/accounts/${accountId}/recall`, { code: "FRAUD" }, { "idempotency-key": "r-1" });
    const [first, second] = [await ask(), await ask()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    const events = await lender.history(accountId);
    expect(events.filter(({ type }) => type === "placement.recalled")).toHaveLength(1);
  });

  it("can cancel, and the agency goes on", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, agency } = await active();
    demand(await lender.post(`/v1/accounts/${accountId}/recall`, { code: "DEBT_SALE" }), 200);
    const { body } = await lender.post(`/v1/accounts/${accountId}/recall/cancellation`, {});
    expect(body.facets.recall).toBe("NONE");
    await agency.inbox.receives("recall.cancelled");
  });

  it("can take back an offer, and what was recalled goes to another agency when it is returned", async () => {
    const { lender, place } = await aTenantHere({ agencies: 2 });
    const { accountId, agency, placementId } = await place();
    demand(await lender.post(`/v1/accounts/${accountId}/recall`, { code: "STRATEGY" }), 200);
    await agency.inbox.receives("placement.cancelled");
    const data = { attestation: "A-1", deletedAt: new Date().toISOString() };
    demand(await agency.callback("data.deleted", { placementId, data }), 202);
    const gone = await lender.post(`/v1/accounts/${accountId}/return`, { reason: "Second placement." });
    expect(gone.body.placements[0]).toMatchObject({ deletedAt: expect.any(String) });
    await expect
      .poll(async () => (await lender.account(accountId)).placements.length, { timeout: 20_000 })
      .toBe(2);
  });

  it("can take its end back while the agency still has the data", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, agency, placementId, balance } = await active();
    const closing = { placementId, data: { code: "EXHAUSTED", finalBalance: balance } };
    demand(await agency.callback("placement.closed", closing), 202);
    const { status, body } = await lender.post(`/v1/accounts/${accountId}/reopening`, {
      reason: "Too early.",
    });
    expect([status, body.lifecycle]).toEqual([200, "ACTIVE"]);
    expect(body.placements).toMatchObject([{ placementId, state: "ACTIVE" }]);
    expect(body.placements[0].endedAt).toBeUndefined();
    await agency.inbox.receives("placement.reopened");
  });
});

const soon = { timeout: 20_000 };

describe("a lender that returns an account", () => {
  /** Worked and given up by its first agency, after a part was paid. */
  const givenUp = async ({ active }: Pick<Tenant, "active">) => {
    const { accountId, agency, placementId, balance } = await active();
    const paid = aPayment({ amount: usd(50_000) });
    demand(await agency.callback("payment.received", { placementId, data: paid }), 202);
    const finalBalance = usd(balance.amount - 50_000);
    const data = { code: "PARTIALLY_PAID_EXHAUSTED", finalBalance };
    demand(await agency.callback("placement.closed", { placementId, data }), 202);
    return accountId;
  };

  it("sees what the first agency thought of the rest, and the next agency hears the debt's history", async () => {
    const tenant = await aTenantHere({ agencies: 2 });
    const { lender, agencyOf } = tenant;
    const accountId = await givenUp(tenant);
    const closed = await lender.account(accountId);
    expect(closed.facets).toMatchObject({ payment: "PARTIAL", collectability: "PARTLY_NC" });
    demand(await lender.post(`/v1/accounts/${accountId}/return`, { reason: "Second placement." }), 200);
    await expect.poll(async () => (await lender.account(accountId)).lifecycle, soon).toBe("OFFERED");
    const view = await lender.account(accountId);
    expect(view.facets.collectability).toBe("NORMAL");
    const offer = await agencyOf(view).inbox.receives("placement.offered");
    expect(offer.body.data).toMatchObject({
      placementNumber: 2,
      history: {
        paid: usd(50_000),
        dispute: "NONE",
        arrangement: "NONE",
        lastEndedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/u),
        lastEndCode: "PARTIALLY_PAID_EXHAUSTED",
      },
    });
    const { items } = (await lender.get(`/v1/accounts/${accountId}/disclosures`)).body;
    expect(items.at(-1).fields).toContain("history");
  });

  it("gives it to an agency for second placements, which a declined offer is not", async () => {
    const tenant = await aTenantHere({ agencies: 2, contract: { placementNumbers: [1] } });
    const { lender, operator, place, agencies, agencyOf } = tenant;
    const { accountId, agency, placementId } = await place();
    demand(await agency.callback("placement.declined", { placementId, data: { code: "CAPACITY" } }), 202);
    await expect.poll(async () => (await lender.account(accountId)).placements.length, soon).toBe(2);
    const other = agencyOf(await lender.account(accountId));
    const offer = await other.inbox.receives("placement.offered");
    expect(offer.body.data.placementNumber).toBe(1);

    const [first] = agencies;
    const secondary = aContract({ placementNumbers: [2] });
    demand(await operator.put(`/v1/lenders/${lender.lenderId}/contracts/${first!.agencyId}`, secondary), 200);
    const returned = await givenUp(tenant);
    demand(await lender.post(`/v1/accounts/${returned}/return`, { reason: "Second placement." }), 200);
    await expect.poll(async () => (await lender.account(returned)).lifecycle, soon).toBe("OFFERED");
    expect(agencyOf(await lender.account(returned))).toBe(first);
  });
});

describe("a lender that stops the work", () => {
  it("puts a hold, hears that the agency stopped, and releases it", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, agency, placementId } = await active();
    const { body } = await lender.post(`/v1/accounts/${accountId}/holds`, {
      type: "VULNERABILITY",
      reason: "Told on the phone.",
    });
    const { holdId } = body.holds[0];
    expect(body.holds).toMatchObject([{ state: "ORDERED", owner: { kind: "LENDER" } }]);
    await agency.inbox.receives("hold.apply");
    const stopped = { placementId, data: { holdId, appliedAt: new Date().toISOString() } };
    demand(await agency.callback("hold.acknowledged", stopped), 202);
    const over = await lender.post(`/v1/accounts/${accountId}/holds/${holdId}/release`, { reason: "Fine." });
    expect([over.status, over.body.holds]).toEqual([200, []]);
    await agency.inbox.receives("hold.release");
  });

  it("sees the holds that the agency puts, and the plans it makes", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, agency, placementId } = await active();
    const appliedAt = new Date().toISOString();
    const put = await agency.callback("hold.applied", { placementId, data: { type: "ATTORNEY", appliedAt } });
    expect(put.body.holdId).toMatch(/^hld_/u);
    const plan = { placementId, data: { arrangementRef: "PLAN-1" } };
    demand(await agency.callback("arrangement.activated", plan), 202);
    const view = await lender.account(accountId);
    expect(view).toMatchObject({ holds: [{ owner: { kind: "AGENCY" } }], facets: { arrangement: "ACTIVE" } });
    const { holdId } = put.body;
    demand(await agency.callback("hold.released", { placementId, data: { holdId } }), 202);
    expect((await lender.account(accountId)).holds).toEqual([]);
  });
});
