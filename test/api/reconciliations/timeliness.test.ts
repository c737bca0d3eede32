import { beforeAll, describe, expect, it } from "vitest";
import { anAdvice } from "../../support/advice.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import type { Json } from "../../support/http.ts";
import { demand, newRef, usd, type Tenant } from "../../support/tenant.ts";

const operator = operatorHere();
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** Paid so long ago that a credit balance of it is told. */
const LONG_AGO = daysAgo(40);

describe("a reconciliation finds what is late", () => {
  let tenant: Tenant;
  let apiKey: string;
  let advised: Json;
  let accountId: string;
  let breakId: string;
  const paymentRef = newRef();

  const get = async (path: string): Promise<Json> => demand(await operator.call(path, { apiKey }), 200).body;
  const breaks = async (): Promise<Readonly<Record<string, Json>>> => {
    const { items } = await get("/v1/breaks?limit=100");
    const details = await Promise.all(items.map(({ breakId }: Json) => get(`/v1/breaks/${breakId}`)));
    return Object.fromEntries(details.map((one) => [one.code, one]));
  };
  /** What is posted is in the journal a moment later: it is reconciled until it is. */
  const soon = async (isSo: (all: Readonly<Record<string, Json>>) => boolean) => {
    for (let n = 0; n < 20; n += 1) {
      const json = { currency: "USD" };
      const { body } = demand(await operator.call("/v1/reconciliations", { apiKey, json }), 202);
      const read = async () => get(`/v1/reconciliations/${body.reconciliationId}`);
      await expect.poll(async () => (await read()).state, { timeout: 30_000 }).toBe("DONE");
      const found = await breaks();
      if (isSo(found)) return found;
    }
    return breaks();
  };

  beforeAll(async () => {
    tenant = await aTenantHere({
      contract: { trustDepositDays: 2, remittanceSchedule: "DAILY", remittanceDueDays: 3 },
    });
    const { lender, agency } = tenant;
    const account = { number: "US-0042-7782", currency: "USD" };
    demand(await operator.put(`/v1/lenders/${lender.lenderId}/bank-accounts/main`, account), 200);
    apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR", lenderId: lender.lenderId });
    const { placementId, ...placed } = await tenant.active();
    ({ accountId } = placed);
    const { outstanding } = (await lender.account(accountId)).balance;
    const gross = outstanding.amount + 700;
    const data = { paymentRef, amount: usd(gross), method: "CARD" };
    const effectiveAt = `${LONG_AGO}T10:00:00Z`;
    demand(await agency.callback("payment.received", { placementId, effectiveAt, data }), 202);
    const line = {
      kind: "PAYMENT",
      paymentRef,
      placementId,
      gross,
      paidOn: LONG_AGO,
      depositedOn: daysAgo(30),
    };
    const json = anAdvice(lender.lenderId, [line], {
      mode: "GROSS",
      advisedOn: daysAgo(20),
      period: { from: LONG_AGO, to: LONG_AGO },
    });
    const path = `/v1/agencies/${agency.agencyId}/remittances`;
    advised = demand(await agency.call(path, { apiKey: agency.apiKey, json }), 201).body;
  });

  it("says of an advice by when its money is due, by the contract", () => {
    expect(advised.dueOn >= daysAgo(37) && advised.dueOn <= daysAgo(33)).toBe(true);
  });

  it("money that has not arrived, a deposit that was late, and a debtor's money that nobody gave back", async () => {
    const found = await soon((all) => "CREDIT_BALANCE" in all);
    expect(found["REMIT_LATE"]).toMatchObject({ evidence: { subjects: [advised.remittanceId] } });
    expect(found["TRUST_DEPOSIT_LATE"]?.explain.join(" ")).toContain("2 banking days by the contract");
    expect(found["CREDIT_BALANCE"]).toMatchObject({ amount: -700, evidence: { subjects: [accountId] } });
    breakId = found["CREDIT_BALANCE"].breakId;
  });

  it("and no longer a debtor's money that went back", async () => {
    const { agency } = tenant;
    const { placements } = await tenant.lender.account(accountId);
    const data = { reversalRef: newRef(), originalPaymentRef: paymentRef, amount: usd(700), reason: "NSF" };
    const { placementId } = placements[0];
    demand(await agency.callback("payment.reversed", { placementId, data }), 202);
    await soon((all) => !("CREDIT_BALANCE" in all));
    expect(await get(`/v1/breaks/${breakId}`)).toMatchObject({
      state: "RESOLVED",
      resolution: { method: "MATCH" },
    });
  });
});
