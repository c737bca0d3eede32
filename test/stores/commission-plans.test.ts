import { describe, expect, it } from "vitest";
import { savePlan, PLAN_COUNT_MAX } from "../../shared/commissions/save-plan.ts";
import { commissionPlanStore } from "../../shared/commissions/store.ts";
import { CommissionPlanBody } from "../../shared/commissions/wire.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { createOne, newReader, putOne, type PutOne } from "../../shared/platform/dynamo.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { aContract, aLender, anAccount, aPlacement, now } from "../support/builders.ts";
import { quietTable } from "../support/quiet-table.ts";

const table = quietTable();
const reader = newReader(table);
const contracts = contractStore(reader);
const plans = commissionPlanStore(reader);
const put = putOne(table);
const deps = { contracts, plans, create: createOne(table), put, clock: { now: () => now } };

const body = (rateBp: number) =>
  CommissionPlanBody.parse({ currency: "USD", rule: { kind: "CONTINGENCY_PCT", rateBp } });

/** The largest plan that its schema lets pass. */
const largest = CommissionPlanBody.parse({
  name: "N".repeat(200),
  currency: "USD",
  rule: {
    kind: "TIERED",
    by: "REGION",
    regions: Array.from({ length: 50 }, (_, n) => ({ region: `US-${100 + n}`, rateBp: 10_000 })),
    otherRateBp: 10_000,
  },
});

const aLenderThere = async () => {
  const lender = aLender();
  await put(contracts.lenderItem(lender));
  return lender.lenderId;
};

const dies: PutOne = async () => {
  throw new Error("the process died");
};

describe("a commission plan", () => {
  it("is read with the lender's contracts, and its former versions are not", async () => {
    const lenderId = await aLenderThere();
    await put(contracts.contractItem(aContract({ lenderId })));
    await savePlan(deps)(lenderId, "standard", body(3_000));
    const saved = await savePlan(deps)(lenderId, "standard", body(2_500));
    const portfolio = await contracts.portfolio(lenderId);
    expect(portfolio?.plans).toEqual([saved]);
    expect(portfolio?.contracts).toHaveLength(1);
    expect(await plans.version({ lenderId, planRef: "standard" }, 1)).toMatchObject({
      rule: { rateBp: 3_000 },
    });
  });

  it("whose process died before it was in force comes into force under its own number", async () => {
    const lenderId = await aLenderThere();
    await savePlan(deps)(lenderId, "standard", body(3_000));
    await expect(savePlan({ ...deps, put: dies })(lenderId, "standard", body(2_500))).rejects.toThrow("died");
    expect((await plans.find({ lenderId, planRef: "standard" }))?.version).toBe(1);
    expect((await savePlan(deps)(lenderId, "standard", body(2_500))).version).toBe(2);
    const { items } = await plans.versions({ lenderId, planRef: "standard" }, 10);
    expect(items.map(({ version }) => version)).toEqual([2, 1]);
  });

  it("is one of so many at most, so that placing goes on to read all of them at once", async () => {
    const lenderId = await aLenderThere();
    for (let n = 0; n < PLAN_COUNT_MAX; n += 1) await savePlan(deps)(lenderId, `plan-${n}`, largest);
    await expect(savePlan(deps)(lenderId, "one-more", body(1))).rejects.toThrow("limit-reached");
    expect((await savePlan(deps)(lenderId, "plan-0", body(1))).version).toBe(2);
    expect((await contracts.portfolio(lenderId))?.plans).toHaveLength(PLAN_COUNT_MAX);
  });
});

describe("a placement's commission plan", () => {
  it("is kept with it, whole", async () => {
    const lenderId = await aLenderThere();
    const plan = await savePlan(deps)(lenderId, "largest", largest);
    const commission = { plan, ageDays: 90, region: "US-CT" };
    const placement = aPlacement(anAccount({ lenderId }), { commission });
    const placements = placementStore(reader);
    await put({ ...placements.created(placement).item });
    await savePlan(deps)(lenderId, "largest", body(1));
    expect((await placements.find(placement.placementId))?.commission).toEqual(commission);
  });
});
