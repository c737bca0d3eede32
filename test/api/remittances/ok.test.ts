import { beforeAll, describe, expect, it } from "vitest";
import { aCostLine, aLine, anAdvice, aReversalLine } from "../../support/advice.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import type { Answer, Json } from "../../support/http.ts";
import { aPayment, demand, usd, type Agency, type Tenant } from "../../support/tenant.ts";

const advise = (agency: Agency, json: unknown, headers = {}): Promise<Answer> =>
  agency.call(`/v1/agencies/${agency.agencyId}/remittances`, { apiKey: agency.apiKey, json, headers });

describe("an agency's advice", () => {
  let tenant: Tenant;
  let finance: string;
  beforeAll(async () => {
    tenant = await aTenantHere();
    const { lenderId } = tenant.lender;
    finance = await operatorHere().newKey({ kind: "FINANCE", role: "OPERATOR", lenderId });
  });
  const asFinance = async (path: string): Promise<Json> =>
    demand(await operatorHere().call(path, { apiKey: finance }), 200).body;
  const asAgency = async (path: string): Promise<Json> => {
    const { agencyId, apiKey } = tenant.agency;
    return demand(await tenant.agency.call(`/v1/agencies/${agencyId}${path}`, { apiKey }), 200).body;
  };

  it("is taken, answered the same again, and read by the agency and by finance with its lines", async () => {
    const { agency, lender } = tenant;
    const body = anAdvice(lender.lenderId, [aLine(), aCostLine()]);
    const first = demand(await advise(agency, body), 201);
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    const again = demand(await advise(agency, body), 201);
    expect([again.headers.get("idempotent-replayed"), again.body]).toEqual(["true", first.body]);
    const { remittanceId } = first.body;
    expect(first.headers.get("location")).toBe(`/v1/agencies/${agency.agencyId}/remittances/${remittanceId}`);
    expect(first.body).toMatchObject({ state: "ADVISED", payable: 7_120, totals: body.totals, findings: [] });
    expect(await asAgency(`/remittances/${remittanceId}`)).toEqual(first.body);
    expect(await asFinance(`/v1/remittances/${remittanceId}`)).toEqual(first.body);
    const lines = await asFinance(`/v1/remittances/${remittanceId}/lines?limit=1`);
    expect(lines.items).toMatchObject([{ number: 1, kind: "PAYMENT", gross: 10_000, recipient: "AGENCY" }]);
    const rest = await asAgency(`/remittances/${remittanceId}/lines?cursor=${lines.nextCursor}`);
    expect(rest.items).toMatchObject([{ number: 2, kind: "COST", gross: 500 }]);
  });

  it("is found in the lists of its agency and its lender, by state", async () => {
    const { agency, lender } = tenant;
    const { body } = demand(await advise(agency, anAdvice(lender.lenderId)), 201);
    const ids = ({ items }: Json): readonly string[] => items.map(({ remittanceId }: Json) => remittanceId);
    const listed = async () => [
      ids(await asAgency("/remittances?state=ADVISED")),
      ids(await asFinance(`/v1/remittances?agencyId=${agency.agencyId}&state=ADVISED`)),
    ];
    await expect
      .poll(listed, { timeout: 20_000 })
      .toEqual([expect.arrayContaining([body.remittanceId]), expect.arrayContaining([body.remittanceId])]);
    expect(ids(await asFinance("/v1/remittances?state=LOCKED"))).toEqual([]);
  });

  it("may be two thousand lines long", async () => {
    const lines = Array.from({ length: 2_000 }, (_, n) => aLine({ paymentRef: `P-${n + 1}` }));
    const { body } = demand(await advise(tenant.agency, anAdvice(tenant.lender.lenderId, lines)), 201);
    expect(body.totals).toMatchObject({ lineCount: 2_000, gross: 20_000_000 });
    const page = await asFinance(`/v1/remittances/${body.remittanceId}/lines?limit=200`);
    expect(page.items).toHaveLength(200);
  });

  it("is entered by finance as well, and is the same as the agency's own", async () => {
    const { agency, lender } = tenant;
    const body = anAdvice(lender.lenderId);
    const json = { ...body, agencyId: agency.agencyId };
    const entered = demand(await operatorHere().call("/v1/remittances", { apiKey: finance, json }), 201);
    const own = demand(await advise(agency, body), 201);
    expect([own.headers.get("idempotent-replayed"), own.body]).toEqual(["true", entered.body]);
  });

  it("comes as a callback too, whose receipt names the remittance, and under another event id is a duplicate", async () => {
    const { agency, lender } = tenant;
    const data = anAdvice(lender.lenderId);
    const taken = await agency.callback("remittance.advised", { data });
    expect(taken).toMatchObject({ status: 202, body: { disposition: "ACCEPTED" } });
    const { remittanceId } = taken.body;
    expect((await asAgency(`/remittances/${remittanceId}`)).remittanceRef).toBe(data.remittanceRef);
    const other = await agency.callback("remittance.advised", { data });
    expect(other).toMatchObject({ status: 202, body: { disposition: "DUPLICATE" } });
    const own = demand(await advise(agency, data), 201);
    expect(own.body.remittanceId).toBe(remittanceId);
  });
});

describe("the money of an advice", () => {
  it("leaves the agency's clearing account, is on its way, and its statement ties out to the journal", async () => {
    const { agency, active, lender } = await aTenantHere();
    const { placementId } = await active();
    const { lenderId } = lender;
    const data = aPayment({ amount: usd(30_000) });
    await agency.callback("payment.received", { placementId, data });
    const lines = [
      aLine({ paymentRef: data.paymentRef, placementId, gross: 30_000, commission: 6_000, tax: 1_140 }),
      aCostLine({ gross: 1_000 }),
    ];
    demand(await advise(agency, anAdvice(lenderId, lines)), 201);
    const apiKey = await operatorHere().newKey({ kind: "FINANCE", lenderId });
    const balances = async (): Promise<Json> => {
      const { body } = await operatorHere().call("/v1/ledger/trial-balance?currency=USD", { apiKey });
      return Object.fromEntries(body.accounts.map(({ account, balance }: Json) => [account, balance]));
    };
    const posted = {
      [`agency-clearing/${agency.agencyId}`]: 0,
      [`in-transit/${agency.agencyId}`]: 21_860,
      "commission-expense": 6_000,
      "commission-tax": 1_140,
      [`agency-payable/${agency.agencyId}`]: 1_000,
    };
    await expect.poll(balances, { timeout: 20_000 }).toMatchObject(posted);
    const month = new Date().toISOString().slice(0, 7);
    const path = `/v1/agencies/${agency.agencyId}/statements/${month}?currency=USD`;
    const statement = demand(
      await agency.call(`${path}&lenderId=${lenderId}`, { apiKey: agency.apiKey }),
      200,
    ).body;
    expect(statement).toMatchObject({
      clearing: { opening: 0, collected: 30_000, reversed: 0, remitted: 30_000, closing: 0 },
      inTransit: { opening: 0, advised: 21_860, arrived: 0, closing: 21_860 },
      kept: { commission: 6_000, tax: 1_140, costs: 1_000 },
      carriedForward: 0,
      remittances: [{ payable: 21_860 }],
    });
    const asFile = demand(await operatorHere().call(`${path}&format=csv`, { apiKey }), 200);
    expect(asFile.headers.get("content-type")).toContain("text/csv");
    expect(asFile.body.split("\r\n")).toContain("clearing,remitted,30000,USD,");
    for (const asked of [
      { path: `${path}&format=html`, headers: {} },
      { path, headers: { accept: "text/html,application/xhtml+xml" } },
    ]) {
      const page = demand(await operatorHere().call(asked.path, { apiKey, headers: asked.headers }), 200);
      expect(page.headers.get("content-type")).toContain("text/html");
      expect(page.headers.get("content-security-policy")).toContain("default-src 'none'; style-src 'sha256-");
      expect(page.headers.get("cache-control")).toBe("no-store");
      expect(page.body).toContain("218.60");
    }
  });

  it("that is less than nothing is carried forward, and what the next one brings is compared", async () => {
    const { agency, lender } = await aTenantHere();
    const back = aReversalLine({ gross: 5_000, commission: 1_000, tax: 0 });
    const { body: first } = demand(await advise(agency, anAdvice(lender.lenderId, [back])), 201);
    expect(first).toMatchObject({ payable: 0, carriedForward: -4_000 });
    const next = (changes: object) =>
      advise(agency, anAdvice(lender.lenderId, [aLine({ commission: 0, tax: 0 })], { ...changes }));
    const { body: forgotten } = demand(await next({}), 201);
    expect(forgotten).toMatchObject({
      payable: 10_000,
      findings: [
        { code: "BROUGHT_FORWARD_DIFF", expected: -4_000, found: 0, previousId: first.remittanceId },
      ],
    });
  });
});
