import { beforeAll, describe, expect, inject, it } from "vitest";
import {
  PLAN_REF,
  planBody,
  previewBody,
  previewView,
} from "../../../docs/generators/commission-examples.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { pointers, refusal, refusesUnreadable, refusesWithoutKey } from "../../support/refusals.ts";
import { aContract, demand, usd, type Tenant } from "../../support/tenant.ts";

const path = "/v1/commission-previews";
const operator = operatorHere();
const { lenderId: _theirs, ...ofPlan } = previewBody;
const payment = { amount: usd(10_000), effectiveOn: "2090-01-01" };

describe("POST /v1/commission-previews", () => {
  let tenant: Tenant;
  let plan: string;
  beforeAll(async () => {
    tenant = await aTenantHere();
    plan = `/v1/lenders/${tenant.lender.lenderId}/commission-plans/${PLAN_REF}`;
    demand(await operator.put(plan, planBody), 200);
  });

  it("explains a payment by a plan, down to the tax, and says how it is settled", async () => {
    const { status, body } = await tenant.lender.post(path, ofPlan);
    expect([status, body]).toEqual([200, previewView]);
    // 100.00 in the first tier and 200.00 in the second: 25.00 + 40.00, and 6 % of it.
    expect(body.line).toMatchObject({ base: 30_000, calculated: 6_500, commission: 6_500, tax: 390 });
    expect(body.settlement).toEqual({ mode: "NET", remits: 23_110, retains: 6_890, offsets: 0, invoices: 0 });
    expect(body.sentences).toHaveLength(body.line.explain.length);
  });

  it("explains by the version that is asked for, and by the one in force when none is", async () => {
    demand(await operator.put(plan, { ...planBody, rule: { kind: "FLAT_PER_PAYMENT", fee: 700 } }), 200);
    const former = await tenant.lender.post(path, ofPlan);
    expect(former.body.line).toMatchObject({ planVersion: 1, commission: 6_500 });
    const inForce = await tenant.lender.post(path, { ...ofPlan, plan: { planRef: PLAN_REF } });
    expect(inForce.body.line).toMatchObject({ planVersion: 2, commission: 700 });
    const never = await tenant.lender.post(path, { ...ofPlan, plan: { planRef: PLAN_REF, version: 9 } });
    expect(refusal(never)).toEqual([404, "not-found"]);
  });

  it("explains by the plan and the contract's way of remitting that a placement keeps", async () => {
    const own = await aTenantHere();
    const lender = `/v1/lenders/${own.lender.lenderId}`;
    const terms = { currency: "USD", rule: { kind: "CONTINGENCY_PCT", rateBp: 3_000 } };
    demand(await operator.put(`${lender}/commission-plans/p`, terms), 200);
    const contract = aContract({ commissionPlanRef: "p", remittanceMode: "NET" });
    demand(await operator.put(`${lender}/contracts/${own.agency.agencyId}`, contract), 200);
    const { placementId } = await own.place();
    const { body } = await own.lender.post(path, { placementId, payment });
    expect(body.line).toMatchObject({ planRef: "p", treatment: "ORDINARY", commission: 3_000 });
    expect(body.line.explain[0]).toMatchObject({
      placedAgeDays: 90,
      placedBalance: 105_000,
      region: "US-CA",
    });
    expect(body.settlement).toEqual({ mode: "NET", remits: 7_000, retains: 3_000, offsets: 0, invoices: 0 });
    const early = { ...payment, effectiveOn: "2020-01-01" };
    const before = await own.lender.post(path, { placementId, payment: early });
    expect(before.body.line).toMatchObject({ treatment: "BEFORE_PLACEMENT", commission: 0 });
    const others = await tenant.lender.post(path, { placementId, payment });
    expect(refusal(others)).toEqual([404, "not-found"]);
    const finance = await operator.newKey({ kind: "FINANCE" });
    const asFinance = await operator.call(path, { json: { placementId, payment }, apiKey: finance });
    expect(asFinance.body.line.commission).toBe(3_000);
    const misnamed = { placementId, payment, lenderId: tenant.lender.lenderId };
    expect(refusal(await operator.call(path, { json: misnamed, apiKey: finance }))).toEqual([
      404,
      "not-found",
    ]);
  });

  it("refuses a placement that keeps no plan, and money in another currency", async () => {
    const { placementId } = await tenant.place();
    const without = await tenant.lender.post(path, { placementId, payment });
    expect([refusal(without), pointers(without)]).toEqual([[422, "invalid-request"], ["/placementId"]]);
    const euros = { ...ofPlan, payment: { ...payment, amount: { amount: 1, currency: "EUR" } } };
    expect(refusal(await tenant.lender.post(path, euros))).toEqual([422, "currency-mismatch"]);
  });

  it("lets finance and the operator name the lender, and a lender nobody but itself", async () => {
    const { lenderId } = tenant.lender;
    for (const kind of ["FINANCE", "ADMIN"]) {
      const apiKey = await operator.newKey({ kind });
      const named = await operator.call(path, { json: { ...ofPlan, lenderId }, apiKey });
      expect(named.body.line.commission).toBe(6_500);
      const unnamed = await operator.call(path, { json: ofPlan, apiKey });
      expect([refusal(unnamed), pointers(unnamed)]).toEqual([[422, "invalid-request"], ["/lenderId"]]);
    }
    expect(refusal(await tenant.lender.post(path, previewBody))).toEqual([404, "not-found"]);
  });

  it("is not for agencies", async () => {
    const answer = await tenant.lender.call(path, { json: ofPlan, apiKey: tenant.agency.apiKey });
    expect(refusal(answer)).toEqual([403, "forbidden"]);
  });

  it.each([
    ["neither placement nor plan", { plan: undefined, placed: undefined }, ["/plan"]],
    ["both", { placementId: "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1" }, ["/plan"]],
    ["a plan without a placement's facts", { placed: undefined }, ["/placed"]],
    ["no amount", { payment: { ...payment, amount: usd(0) } }, ["/payment/amount/amount"]],
    [
      "more filled than paid",
      { payment: { ...payment, filled: [{ component: "PRINCIPAL", amount: 10_001 }] } },
      ["/payment/filled"],
    ],
    [
      "a component filled twice",
      { payment: { ...payment, filled: [1, 2].map((amount) => ({ component: "TAX", amount })) } },
      ["/payment/filled"],
    ],
    ["less than nothing before", { before: { commission: -1 } }, ["/before/commission"]],
  ])("refuses %s and points at it", async (_name, changes, expected) => {
    const answer = await tenant.lender.post(path, { ...ofPlan, ...changes });
    expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], expected]);
  });

  refusesUnreadable((raw, headers) => tenant.lender.call(path, { raw, headers }));
  refusesWithoutKey((headers) => http(inject("cloud").baseUrl)(path, { json: ofPlan, headers }));
});
