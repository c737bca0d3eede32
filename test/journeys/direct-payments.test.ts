import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planBody, PLAN_REF } from "../../docs/generators/commission-examples.ts";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { aLine, anAdvice } from "../support/advice.ts";
import type { Json } from "../support/http.ts";
import { ownCloud } from "../support/own-cloud.ts";
import { aContract, aPayment, aTenant, demand, usd, type Placement, type Tenant } from "../support/tenant.ts";

/** Four days: the lender is paid for two accounts, one agency says that it knows, the other is silent at first. */
describe("a payment to the lender, until the agency's commission on it is settled", () => {
  let cloud: LocalCloud;
  let tenant: Tenant;
  let known: Placement;
  let silent: Placement;
  let finance: string;
  const day = (): string => cloud.now().toISOString().slice(0, 10);

  const pay = async ({ accountId }: Placement, paymentRef: string) =>
    demand(
      await tenant.lender.post(`/v1/accounts/${accountId}/payments`, {
        paymentRef,
        amount: usd(40_000),
        method: "BANK_TRANSFER",
        effectiveAt: cloud.now().toISOString(),
      }),
      200,
    );
  const echo = async ({ agency, placementId }: Placement) => {
    const { eventId, body } = await agency.inbox.receives(
      "payment.direct_received",
      (one) => one.placementId === placementId,
    );
    const data = aPayment({ amount: body.data.amount, recipient: "LENDER" });
    return demand(
      await agency.callback("payment.received", {
        placementId,
        origin: "LENDER",
        correlationId: eventId,
        data,
      }),
      202,
    );
  };
  const get = async (path: string): Promise<Json> =>
    demand(await tenant.operator.call(path, { apiKey: finance }), 200).body;
  const breaks = async (): Promise<readonly string[]> => {
    const json = { currency: "USD" };
    demand(await tenant.operator.call("/v1/reconciliations", { apiKey: finance, json }), 202);
    await cloud.idle();
    return (await get("/v1/breaks")).items.map(({ code }: Json) => code).toSorted();
  };
  const attention = async ({ accountId }: Placement) => (await tenant.lender.account(accountId)).attention;
  const overdue = async () => (await tenant.lender.get("/v1/overdue-clocks?kind=DIRECT_PAYMENT")).body.items;

  beforeAll(async () => {
    cloud = await ownCloud();
    tenant = await aTenant(cloud);
    const { operator, lender, agency } = tenant;
    const plan = { ...planBody, noFeeWindow: { ...planBody.noFeeWindow, daysAfterPlacement: 0 } };
    demand(await operator.put(`/v1/lenders/${lender.lenderId}/commission-plans/${PLAN_REF}`, plan), 200);
    const contract = aContract({ commissionPlanRef: PLAN_REF, remittanceMode: "NET" });
    demand(await operator.put(`/v1/lenders/${lender.lenderId}/contracts/${agency.agencyId}`, contract), 200);
    finance = await operator.newKey({ kind: "FINANCE", role: "OPERATOR", lenderId: lender.lenderId });
    [known, silent] = [await tenant.active(), await tenant.active()];
    await pay(known, "B-1");
    await pay(silent, "B-2");
    expect((await echo(known)).body).toMatchObject({ reason: "echo-acknowledged", outstanding: usd(65_000) });
    await cloud.advance("P2DT1H");
    await cloud.advance("P1D");
  }, 120_000);
  afterAll(() => cloud.stop());

  it("shows the silent agency to the lender, and to finance; not the one that said that it knows", async () => {
    expect([await attention(known), await attention(silent)]).toEqual([
      [],
      ["DIRECT_PAYMENT_NOT_ACKNOWLEDGED"],
    ]);
    expect(await overdue()).toMatchObject([{ accountId: silent.accountId, about: "B-2" }]);
    expect(await breaks()).toEqual(["DIRECT_PAY_NOT_ACKED"]);
  });

  it("is off both lists once the agency says so after all", async () => {
    await echo(silent);
    expect(await overdue()).toEqual([]);
    // It was late all the same: that is on record until the money is settled.
    expect(await breaks()).toEqual(["DIRECT_PAY_NOT_ACKED"]);
  });

  it("is settled by the agency's advice, at the plan's rate for direct payments", async () => {
    const { lender, agency } = tenant;
    const line = ({ placementId }: Placement, paymentRef: string) =>
      aLine({
        kind: "DIRECT_PAYMENT",
        paymentRef,
        placementId,
        gross: 40_000,
        commission: 4_000,
        tax: 240,
        paidOn: (paid.get(paymentRef) ?? "").slice(0, 10),
      });
    const paid = new Map<string, string>();
    for (const { accountId } of [known, silent])
      for (const { type, data, effectiveAt } of await lender.history(accountId))
        if (type === "payment.direct_received") paid.set(data.paymentRef, effectiveAt);
    const lines = [line(known, "B-1"), line(silent, "B-2")];
    const advice = anAdvice(lender.lenderId, lines, { advisedOn: day() });
    const path = `/v1/agencies/${agency.agencyId}/remittances`;
    demand(await agency.call(path, { apiKey: agency.apiKey, json: advice }), 201);
    await cloud.idle();
    await breaks();
    // What the run before matched is settled for this one.
    expect(await breaks()).toEqual([]);
    const { items } = await get("/v1/matches?currency=USD");
    expect(items.map(({ relation, ruleId }: Json) => [relation, ruleId])).toEqual([
      ["ADVISED", "REF"],
      ["ADVISED", "REF"],
    ]);
  });

  it("was counted once", async () => {
    for (const placed of [known, silent])
      expect((await tenant.lender.account(placed.accountId)).balance.outstanding).toEqual(usd(65_000));
    const { accounts } = await get("/v1/ledger/trial-balance?currency=USD");
    const balance = accounts.find(({ account }: Json) => account === "lender-direct")?.balance;
    expect(balance).toBe(80_000);
  });
});
