import { beforeAll, describe, expect, it } from "vitest";
import { aLine, anAdvice } from "../../support/advice.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import type { Json } from "../../support/http.ts";
import { refusal } from "../../support/refusals.ts";
import { aContract, demand, newRef, usd, type Placement, type Tenant } from "../../support/tenant.ts";

const operator = operatorHere();
const today = new Date().toISOString().slice(0, 10);
const sinceToday = `${today}T00:00:00Z`;

const rates = { PRE_LEGAL: 2_000, LEGAL: 3_000, ENFORCEMENT: 4_000 };
const terms = { currency: "USD", rule: { kind: "TIERED", by: "LEGAL_STAGE", rates } };

describe("placement.stage_changed", () => {
  let tenant: Tenant;
  let placement: Placement;
  let finance: string;
  const paymentRef = newRef();

  const report = async (legalStage: string, more: object = {}) =>
    tenant.agency.callback("placement.stage_changed", {
      placementId: placement.placementId,
      effectiveAt: sinceToday,
      data: { legalStage },
      ...more,
    });
  const commission = async (): Promise<Json> => {
    const { body } = await tenant.lender.get(`/v1/accounts/${placement.accountId}/payments`);
    return body.items.map((payment: Json) => [payment.paymentRef, payment.commission.amount]);
  };
  const run = async (): Promise<void> => {
    const json = { currency: "USD" };
    const asked = demand(await operator.call("/v1/reconciliations", { apiKey: finance, json }), 202);
    const path = `/v1/reconciliations/${asked.body.reconciliationId}`;
    const read = async () => (await operator.call(path, { apiKey: finance })).body.state;
    await expect.poll(read, { timeout: 30_000 }).toBe("DONE");
  };
  const breaks = async (): Promise<readonly Json[]> =>
    (await operator.call("/v1/breaks", { apiKey: finance })).body.items.filter(({ code }: Json) =>
      /COMMISSION/u.test(code),
    );

  beforeAll(async () => {
    tenant = await aTenantHere();
    const { lender, agency } = tenant;
    const path = `/v1/lenders/${lender.lenderId}`;
    demand(await operator.put(`${path}/commission-plans/p`, terms), 200);
    const contract = aContract({ commissionPlanRef: "p", remittanceMode: "NET" });
    demand(await operator.put(`${path}/contracts/${agency.agencyId}`, contract), 200);
    finance = await operator.newKey({ kind: "FINANCE", role: "OPERATOR", lenderId: lender.lenderId });
    placement = await tenant.active();
    const data = { paymentRef, amount: usd(10_000), method: "CARD" };
    const { placementId } = placement;
    demand(await agency.callback("payment.received", { placementId, data }), 202);
  });

  it("has the payments of that day and later bear the commission of the stage, and previews too", async () => {
    await run();
    expect(await commission()).toEqual([[paymentRef, 2_000]]);
    const first = demand(await report("LEGAL", { eventId: `e-${paymentRef}` }), 202);
    const again = demand(await report("LEGAL", { eventId: `e-${paymentRef}` }), 202);
    expect(again.body).toEqual(first.body);
    expect(await commission()).toEqual([[paymentRef, 3_000]]);
    const payment = { amount: usd(10_000), effectiveOn: today };
    const { placementId, accountId } = placement;
    const { body } = await tenant.lender.post("/v1/commission-previews", { placementId, payment });
    const { items } = (await tenant.lender.get(`/v1/accounts/${accountId}/events`)).body;
    const said = items.find(({ type }: Json) => type === "placement.stage_changed");
    expect(body.line).toMatchObject({ commission: 3_000 });
    expect(body.line.explain[0]).toMatchObject({
      legalStage: "LEGAL",
      stagedOn: today,
      stagedBy: said.eventId,
    });
    expect(body.sentences[0]).toContain(`LEGAL since ${today} by ${said.eventId}`);
  });

  it("counts for what was collected before it was reported: an advice at the new rate is right", async () => {
    const { agency, lender } = tenant;
    const line = aLine({
      paymentRef,
      placementId: placement.placementId,
      gross: 10_000,
      commission: 3_000,
      tax: 0,
      paidOn: today,
    });
    const advice = anAdvice(lender.lenderId, [line], {
      period: { from: today, to: today },
      advisedOn: today,
    });
    const path = `/v1/agencies/${agency.agencyId}/remittances`;
    demand(await agency.call(path, { apiKey: agency.apiKey, json: advice }), 201);
    await run();
    const { items } = (await operator.call("/v1/matches?currency=USD", { apiKey: finance })).body;
    expect(items).toMatchObject([{ relation: "ADVISED", taken: 3_000 }]);
    expect(await breaks()).toEqual([]);
  });

  it("that is corrected after its payments were matched is told as a break, with its reasons", async () => {
    demand(await report("ENFORCEMENT"), 202);
    await run();
    expect(await breaks()).toMatchObject([
      {
        code: "COMMISSION_DIFF",
        amount: -1_000,
        explain: expect.arrayContaining([expect.stringContaining("ENFORCEMENT since")]),
      },
    ]);
    demand(await report("LEGAL"), 202);
    await run();
    expect(await breaks()).toEqual([]);
  });

  it("is corrected by the lender, by the moment of which the agency said it, once for a key", async () => {
    const { accountId, placementId } = placement;
    const { lender } = tenant;
    const path = `/v1/accounts/${accountId}/legal-stage`;
    const body = {
      placementId,
      legalStage: "PRE_LEGAL",
      effectiveAt: sinceToday,
      reason: "The court has no such claim.",
    };
    const headers = { "idempotency-key": newRef() };
    demand(await lender.post(path, body, headers), 200);
    expect(demand(await lender.post(path, body, headers), 200).headers.get("idempotent-replayed")).toBe(
      "true",
    );
    expect(await commission()).toEqual([[paymentRef, 2_000]]);
    await run();
    expect(await breaks()).toMatchObject([{ code: "COMMISSION_DIFF", amount: 1_000 }]);
    const said = (await lender.history(accountId)).filter(({ type }) => type === "placement.stage_changed");
    expect(said.at(-1)).toMatchObject({ actor: { kind: "LENDER" }, data: { reason: body.reason } });
  });

  it("is refused of an offer that nobody took, and of a stage that there is not", async () => {
    const { placementId } = await tenant.place();
    expect(refusal(await report("LEGAL", { placementId }))).toEqual([409, "invalid-transition"]);
    expect(refusal(await report("COURT"))).toEqual([422, "invalid-request"]);
  });
});
