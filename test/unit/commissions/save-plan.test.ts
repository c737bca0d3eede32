import { describe, expect, it } from "vitest";
import { PLAN_COUNT_MAX, savePlan } from "../../../shared/commissions/save-plan.ts";
import { commissionPlanStore } from "../../../shared/commissions/store.ts";
import { CommissionPlanBody } from "../../../shared/commissions/wire.ts";
import { contractStore } from "../../../shared/contracts/store.ts";
import type { Refused } from "../../../shared/kernel/problems.ts";
import { aLender, aLenderId, now } from "../../support/builders.ts";
import { memoryTable } from "../../support/memory-table.ts";

const body = (rateBp: number, currency = "USD") =>
  CommissionPlanBody.parse({ currency, rule: { kind: "CONTINGENCY_PCT", rateBp } });

/** A lender without a plan. */
function lent() {
  const { reader, create, put: putItem } = memoryTable();
  const [contracts, plans] = [contractStore(reader), commissionPlanStore(reader)];
  const { lenderId } = aLender();
  putItem(contracts.lenderItem(aLender({ lenderId })));
  const put = async (item: Parameters<typeof putItem>[0]) => putItem(item);
  const save = savePlan({ contracts, plans, create, put, clock: { now: () => now } });
  return {
    lenderId,
    save: async (planRef: string, rateBp: number, currency?: string) =>
      save(lenderId, planRef, body(rateBp, currency)),
    saveElsewhere: async () => save(aLenderId(), "standard", body(1)),
    inForce: async () => plans.find({ lenderId, planRef: "standard" }),
    versions: async () => (await plans.versions({ lenderId, planRef: "standard" }, 10)).items,
  };
}

const refusalOf = async (of: Promise<unknown>) =>
  of.then(
    () => undefined,
    ({ refusal }: Refused) => refusal,
  );

describe("saving a plan", () => {
  it("gives terms that differ the next version, and keeps every version", async () => {
    const { save, lenderId, inForce, versions } = lent();
    expect(await save("standard", 3_000)).toMatchObject({ lenderId, planRef: "standard", version: 1 });
    expect(await save("standard", 2_500)).toMatchObject({ version: 2, rule: { rateBp: 2_500 } });
    expect(await inForce()).toMatchObject({ version: 2, rule: { rateBp: 2_500 } });
    expect((await versions()).map(({ version, rule, savedAt }) => [version, rule, savedAt])).toEqual([
      [2, { kind: "CONTINGENCY_PCT", rateBp: 2_500 }, now],
      [1, { kind: "CONTINGENCY_PCT", rateBp: 3_000 }, now],
    ]);
  });

  it("with the same terms changes nothing", async () => {
    const { save, versions } = lent();
    const first = await save("standard", 3_000);
    expect(await save("standard", 3_000)).toEqual(first);
    expect(await versions()).toHaveLength(1);
  });

  it("keeps its currency, for contracts name it for that", async () => {
    const { save, inForce } = lent();
    await save("standard", 3_000);
    expect(await refusalOf(save("standard", 3_000, "EUR"))).toMatchObject({
      code: "invalid-request",
      errors: [{ pointer: "/currency", code: "other-currency", detail: "must stay USD" }],
    });
    expect(await inForce()).toMatchObject({ currency: "USD" });
    expect(await refusalOf(save("in-euros", 3_000, "EUR"))).toBeUndefined();
  });

  it("is for a lender that there is, with forty plans at most", async () => {
    const { save, saveElsewhere } = lent();
    expect(await refusalOf(saveElsewhere())).toMatchObject({ code: "not-found" });
    for (let n = 0; n < PLAN_COUNT_MAX; n += 1) await save(`plan-${n}`, 1);
    expect(await refusalOf(save("one-more", 1))).toMatchObject({ code: "limit-reached" });
    expect((await save("plan-0", 2)).version).toBe(2);
  });
});
