import { describe, expect, it } from "vitest";
import { planBody } from "../../../docs/generators/commission-examples.ts";
import { everyOne } from "../../support/admin-reads.ts";
import { isForTheOperator } from "../../support/admin-refusals.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { aContract, demand } from "../../support/tenant.ts";

const operator = operatorHere();
const nobodys = "/v1/lenders/lnd_01ARZ3NDEKTSV4RRFFQ69G5FAV/commission-plans";
const contingency = (rateBp: number) => ({ currency: "USD", rule: { kind: "CONTINGENCY_PCT", rateBp } });

const plansOf = async () => {
  const { lender, agency, place } = await aTenantHere();
  const path = `/v1/lenders/${lender.lenderId}`;
  return {
    lender,
    place,
    plans: `${path}/commission-plans`,
    contract: `${path}/contracts/${agency.agencyId}`,
  };
};

describe("PUT /v1/lenders/{id}/commission-plans/{planRef}", () => {
  it("gives terms that differ the next version, and every version is kept", async () => {
    const { plans } = await plansOf();
    const path = `${plans}/standard`;
    for (const [rateBp, version] of [
      [3_000, 1],
      [3_000, 1],
      [2_500, 2],
    ] as const) {
      const saved = demand(await operator.put(path, contingency(rateBp)), 200);
      expect(saved.body).toMatchObject({ planRef: "standard", version, rule: { rateBp } });
      expect(saved.headers.get("etag")).toBe(`"${version}"`);
    }
    const { body } = await operator.get(`${path}/versions?limit=1`);
    expect(body.items).toMatchObject([{ version: 2, rule: { rateBp: 2_500 }, savedAt: expect.any(String) }]);
    const rest = await operator.get(`${path}/versions?cursor=${body.nextCursor}`);
    expect(rest.body.items).toMatchObject([{ version: 1, rule: { rateBp: 3_000 } }]);
    expect((await operator.get(path)).body).toMatchObject({ version: 2, rule: { rateBp: 2_500 } });
  });

  it("changes nothing when somebody changed it since it was looked at", async () => {
    const { plans } = await plansOf();
    const path = `${plans}/standard`;
    const put = (rateBp: number, tag: string) =>
      operator.call(path, { method: "PUT", json: contingency(rateBp), headers: { "if-match": tag } });
    demand(await operator.put(path, contingency(3_000)), 200);
    demand(await put(2_500, '"1"'), 200);
    expect(refusal(await put(2_000, '"1"'))).toEqual([412, "precondition-failed"]);
    expect((await operator.get(path)).body).toMatchObject({ version: 2, rule: { rateBp: 2_500 } });
  });

  it("is in the log of changes by the plan's name", async () => {
    const { lender, plans } = await plansOf();
    demand(await operator.put(`${plans}/us.2026`, contingency(3_000)), 200);
    demand(await operator.put(`${plans}/us.2026`, { ...contingency(3_000), tailRateBp: 900 }), 200);
    const subject = `lenders/${lender.lenderId}/commission-plans/us.2026`;
    const changes = await everyOne(`/v1/changes?subject=${subject}`);
    expect(changes.map(({ action, members }) => [action, members])).toEqual([
      ["changed", ["tailRateBp", "version"]],
      ["created", expect.arrayContaining(["rule", "currency"])],
    ]);
  });

  it("refuses another currency to a plan that stands", async () => {
    const { plans } = await plansOf();
    demand(await operator.put(`${plans}/standard`, contingency(3_000)), 200);
    const answer = await operator.put(`${plans}/standard`, { ...contingency(3_000), currency: "EUR" });
    expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], ["/currency"]]);
  });

  it("refuses a lender that is not set up, and a name that is none", async () => {
    expect(refusal(await operator.put(`${nobodys}/standard`, contingency(1)))).toEqual([404, "not-found"]);
    const { plans } = await plansOf();
    const answer = await operator.put(`${plans}/-x`, contingency(1));
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
  });

  it.each([
    ["a rate that is no integer", { rule: { kind: "CONTINGENCY_PCT", rateBp: 0.3 } }, "/rule/rateBp"],
    [
      "tiers with a gap at the start",
      { rule: { ...planBody.rule, tiers: [{ from: 1, rateBp: 1 }] } },
      "/rule/tiers/0/from",
    ],
    [
      "a flat fee with bounds",
      { rule: { kind: "FLAT_PER_ACCOUNT", fee: 1 }, perAccount: { max: 2 } },
      "/perAccount",
    ],
    ["bounds that cross", { perPayment: { min: 2, max: 1 } }, "/perPayment/max"],
    ["an unknown member", { bonus: 1 }, "/bonus"],
  ])("refuses %s and points at it", async (_name, changes, pointer) => {
    const answer = await operator.put(`${nobodys}/standard`, { ...contingency(3_000), ...changes });
    expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], [pointer]]);
  });

  isForTheOperator(`${nobodys}/standard`, { method: "PUT", json: contingency(3_000) });
});

describe("GET /v1/lenders/{id}/commission-plans", () => {
  it("shows every plan once over all pages, by name", async () => {
    const { plans } = await plansOf();
    for (const name of ["c", "a", "b"])
      demand(await operator.put(`${plans}/${name}`, contingency(1_000)), 200);
    expect((await everyOne(plans, 2)).map(({ planRef }) => planRef)).toEqual(["a", "b", "c"]);
  });

  it("answers 404 to a plan that is none", async () => {
    const { plans } = await plansOf();
    expect(refusal(await operator.get(`${plans}/none`))).toEqual([404, "not-found"]);
  });

  isForTheOperator(nobodys, {});
  isForTheOperator(`${nobodys}/standard/versions`, {});
});

describe("a contract's commission plan", () => {
  it("must be one of the lender's, in the contract's currency", async () => {
    const { plans, contract } = await plansOf();
    const other = await plansOf();
    demand(await operator.put(`${other.plans}/theirs`, contingency(1_000)), 200);
    demand(await operator.put(`${plans}/euro`, { ...contingency(1_000), currency: "EUR" }), 200);
    for (const commissionPlanRef of ["none", "theirs", "euro"]) {
      const answer = await operator.put(contract, aContract({ commissionPlanRef }));
      expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], ["/commissionPlanRef"]]);
    }
    demand(await operator.put(`${plans}/dollar`, contingency(1_000)), 200);
    const saved = demand(await operator.put(contract, aContract({ commissionPlanRef: "dollar" })), 200);
    expect(saved.body).toMatchObject({ commissionPlanRef: "dollar", version: 2 });
  });

  it("is kept by a placement as it was then, whatever it becomes", async () => {
    const { plans, contract, lender, place } = await plansOf();
    const before = await place();
    demand(await operator.put(`${plans}/standard`, contingency(3_000)), 200);
    demand(await operator.put(contract, aContract({ commissionPlanRef: "standard" })), 200);
    const first = await place();
    demand(await operator.put(`${plans}/standard`, contingency(1_000)), 200);
    const second = await place();
    const planOf = async ({ accountId }: { accountId: string }) =>
      (await lender.account(accountId)).placements[0].commissionPlan;
    expect(await planOf(before)).toBeUndefined();
    expect(await planOf(first)).toEqual({ planRef: "standard", version: 1 });
    expect(await planOf(second)).toEqual({ planRef: "standard", version: 2 });
    const payment = { amount: { amount: 10_000, currency: "USD" }, effectiveOn: "2090-01-01" };
    const commissionOf = async ({ placementId }: { placementId: string }) =>
      (await lender.post("/v1/commission-previews", { placementId, payment })).body.line.commission;
    expect([await commissionOf(first), await commissionOf(second)]).toEqual([3_000, 1_000]);
  });
});
