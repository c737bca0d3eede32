import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { newReader, updateOne } from "../../shared/platform/dynamo.ts";
import { planStore } from "../../shared/reconciliation/plan-store.ts";
import { ReconciliationId } from "../../shared/reconciliation/wire-run.ts";
import { now } from "../support/builders.ts";
import { quietTable } from "../support/quiet-table.ts";

function aPlan() {
  const table = quietTable();
  const update = updateOne(table);
  const plans = planStore(newReader(table));
  const of = { reconciliationId: ReconciliationId.parse(`rec_${ulid()}`), planId: "one" };
  const part = async (number: number, names: readonly string[], loose: readonly string[] = []) => {
    for (const change of plans.part(of, { number, names, loose, now })) await update(change);
  };
  const advice = async (remittanceId: string, givenBack: number) =>
    update(plans.advice(of, { remittanceId, givenBack }, now));
  return { of, plans, part, advice };
}

const longest = (n: number): string => `acc_${"0".repeat(26)} agy_${"0".repeat(26)}/P/${"€".repeat(120)}${n}`;

describe("the plan of a run", () => {
  it("keeps every part whole, in its order and by its number, at its largest", async () => {
    const { of, plans, part } = aPlan();
    const names = Array.from({ length: 5_000 }, (_, n) => longest(n));
    await part(1, ["one"]);
    await part(10, names, ["= N/A", "0 NA"]);
    await part(
      2,
      ["two"],
      Array.from({ length: 700 }, (_, n) => `= ${n}`),
    );
    expect(await plans.findPart(of, 1)).toEqual({ names: ["one"], loose: [] });
    expect(await plans.findPart(of, 10)).toEqual({ names, loose: ["= N/A", "0 NA"] });
    expect((await plans.findPart(of, 2)).loose).toHaveLength(700);
    await expect(plans.findPart(of, 3), "a run that is told to go on after weeks").rejects.toThrow("gone");
  });

  it("is the same when it is written again, and no other plan of the run", async () => {
    const { of, plans, part } = aPlan();
    await part(1, ["one", "two"]);
    await part(1, ["one", "two"]);
    expect((await plans.findPart(of, 1)).names).toEqual(["one", "two"]);
    await expect(plans.findPart({ ...of, planId: "other" }, 1)).rejects.toThrow("gone");
  });

  it("knows its advices, page by page, and what each gives back", async () => {
    const { of, plans, advice } = aPlan();
    const ids = Array.from({ length: 230 }, (_, n) => `rem_${String(n).padStart(26, "0")}`);
    await Promise.all(ids.map(async (id, n) => advice(id, n)));
    const found: string[] = [];
    for (let page = await plans.advices(of); page.length > 0; page = await plans.advices(of, found.at(-1)))
      found.push(...page);
    expect(found).toEqual(ids);
    expect(await plans.givenBackOf(of, [ids[7]!, "rem_nobody"])).toEqual(new Map([[ids[7], 7]]));
  });
});
