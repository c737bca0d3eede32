import { beforeAll, describe, expect, it } from "vitest";
import { anAdvice } from "../../support/advice.ts";
import { camt, loadBankFile } from "../../support/bank-statement.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import type { Json } from "../../support/http.ts";
import { refusal } from "../../support/refusals.ts";
import { demand, newRef, usd, type Tenant } from "../../support/tenant.ts";

const operator = operatorHere();
const BANK_ACCOUNT = "US-0042-7781";
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

describe("a reconciliation of what was reported, advised and banked", () => {
  let tenant: Tenant;
  let apiKey: string;
  let remittanceId: string;
  const bankRef = newRef();
  const refs = { exact: newRef(), near: newRef(), unknown: newRef() };

  const get = async (path: string): Promise<Json> => demand(await operator.call(path, { apiKey }), 200).body;
  const openBreaks = async (): Promise<readonly string[]> =>
    (await get("/v1/breaks")).items.map(({ code }: Json) => code).toSorted();
  const balances = async (): Promise<Json> => {
    const { accounts } = await get("/v1/ledger/trial-balance?currency=USD");
    return Object.fromEntries(accounts.map(({ account, balance }: Json) => [account, balance]));
  };
  const run = async (): Promise<Json> => {
    const json = { currency: "USD" };
    const { body, headers } = demand(await operator.call("/v1/reconciliations", { apiKey, json }), 202);
    expect(headers.get("location")).toBe(`/v1/reconciliations/${body.reconciliationId}`);
    const read = async () => get(`/v1/reconciliations/${body.reconciliationId}`);
    await expect.poll(async () => (await read()).state, { timeout: 30_000 }).toBe("DONE");
    return (await read()).counts;
  };

  beforeAll(async () => {
    tenant = await aTenantHere();
    const { lender, agency } = tenant;
    const account = { number: BANK_ACCOUNT, currency: "USD" };
    demand(await operator.put(`/v1/lenders/${lender.lenderId}/bank-accounts/main`, account), 200);
    apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR", lenderId: lender.lenderId });
    const { placementId } = await tenant.active();
    const effectiveAt = `${daysAgo(10)}T10:00:00Z`;
    for (const [paymentRef, amount] of [
      [refs.exact, 30_000],
      [refs.near, 10_000],
    ] as const) {
      const data = { paymentRef, amount: usd(amount), method: "CARD" };
      demand(await agency.callback("payment.received", { placementId, effectiveAt, data }), 202);
    }
    const line = { kind: "PAYMENT", commission: 0, tax: 0, paidOn: daysAgo(10), placementId };
    const lines = [
      { ...line, paymentRef: refs.exact, gross: 30_000 },
      { ...line, paymentRef: refs.near, gross: 9_999 },
      { ...line, paymentRef: refs.unknown, gross: 500 },
    ];
    const advice = anAdvice(lender.lenderId, lines, {
      mode: "GROSS",
      advisedOn: daysAgo(8),
      period: { from: daysAgo(10), to: daysAgo(10) },
      bankRef,
    });
    const path = `/v1/agencies/${agency.agencyId}/remittances`;
    remittanceId = demand(await agency.call(path, { apiKey: agency.apiKey, json: advice }), 201).body
      .remittanceId;
  });

  it("matches each payment with its line and the advice with its money, and finds what nobody reported", async () => {
    const { agency } = tenant;
    const entries = [{ amount: "404.99", valueDate: daysAgo(7), ref: bankRef }];
    const statement = { account: BANK_ACCOUNT, currency: "USD", opening: "0.00", closing: "404.99", entries };
    await loadBankFile({ call: operator.call, apiKey }, camt([statement]));
    const clearing = async () => (await balances())[`agency-clearing/${agency.agencyId}`];
    await expect.poll(clearing, { timeout: 20_000 }).toBe(40_000 - 40_499);
    const counts = await run();
    expect(counts).toMatchObject({
      collected: 1,
      expectations: 2,
      adviceLines: 3,
      bankLines: 1,
      matched: 3,
      notMade: 0,
    });
    // What was paid before the account was placed is said as well, and stands when it is matched.
    expect(counts.breaks).toEqual({ PAY_BEFORE_PLACEMENT: 2, PAY_MISSING_AT_LENDER: 1 });
    const { items } = await get("/v1/matches?currency=USD");
    const rules = items.map(({ relation, ruleId, difference }: Json) => [relation, ruleId, difference]);
    expect(rules).toHaveLength(3);
    expect(rules).toEqual(
      expect.arrayContaining([
        ["ADVISED", "REF", 0],
        ["ADVISED", "REF-NEAR", -1],
        ["FUNDED", expect.stringMatching(/^BANK-/u), 0],
      ]),
    );
    expect(await get(`/v1/matches/${items[0].matchId}`)).toEqual(items[0]);
    expect(await openBreaks()).toEqual([
      "PAY_BEFORE_PLACEMENT",
      "PAY_BEFORE_PLACEMENT",
      "PAY_MISSING_AT_LENDER",
    ]);
    expect(await get(`/v1/remittances/${remittanceId}`)).toMatchObject({ state: "BROKEN" });
  });

  it("leaves nothing on its way, and in clearing no more than what nobody reported", async () => {
    const { agencyId } = tenant.agency;
    await expect.poll(balances, { timeout: 20_000 }).toMatchObject({
      [`agency-clearing/${agencyId}`]: -500,
      [`in-transit/${agencyId}`]: 0,
      "bank-clearing": 0,
      "bank/main": 40_499,
      tolerance: 1,
    });
  });

  it("that follows changes nothing", async () => {
    const before = await balances();
    const counts = await run();
    expect(counts).toMatchObject({ matched: 0, adviceLines: 1, bankLines: 0 });
    expect(counts.breaks).toEqual({ PAY_MISSING_AT_LENDER: 1 });
    expect(await openBreaks()).toHaveLength(3);
    expect(await balances()).toEqual(before);
    expect((await get("/v1/matches?currency=USD")).items).toHaveLength(3);
    expect((await get("/v1/reconciliations?currency=USD")).items).toMatchObject([
      { state: "DONE", counts: { matched: 0 } },
      { state: "DONE", counts: { matched: 3 } },
    ]);
  });

  it("is asked for by operators of finance, for books that are theirs", async () => {
    const ask = async (principal: Readonly<Record<string, string>>, json: object = {}) =>
      refusal(
        await operator.call("/v1/reconciliations", {
          apiKey: await operator.newKey(principal),
          json: { currency: "USD", lenderId: tenant.lender.lenderId, ...json },
        }),
      );
    expect(await ask({ kind: "FINANCE" })).toEqual([403, "forbidden"]);
    expect(await ask({ kind: "ADMIN" })).toEqual([403, "forbidden"]);
    const other = (await aTenantHere()).lender.lenderId;
    expect(await ask({ kind: "FINANCE", role: "OPERATOR", lenderId: other })).toEqual([404, "not-found"]);
    expect(await ask({ kind: "FINANCE", role: "OPERATOR" }, { currency: "XXL" })).toEqual([
      422,
      "invalid-request",
    ]);
    const strangers = await operator.newKey({ kind: "FINANCE", lenderId: other });
    const { items } = await get("/v1/matches?currency=USD");
    for (const path of [`/v1/matches/${items[0].matchId}`, "/v1/matches/mat_1", "/v1/reconciliations/rec_1"])
      expect(refusal(await operator.call(path, { apiKey: strangers }))).toEqual([404, "not-found"]);
    expect(refusal(await operator.call("/v1/matches?currency=USD", { apiKey: undefined }))).toEqual([
      401,
      "unauthenticated",
    ]);
  });
});
