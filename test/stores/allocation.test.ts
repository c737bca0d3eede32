import { describe, expect, it } from "vitest";
import { contractStore } from "../../shared/contracts/store.ts";
import { newReader } from "../../shared/platform/dynamo.ts";
import { quietTable } from "../support/quiet-table.ts";
import { newWorld } from "../support/world.ts";

const IN_FLIGHT = 16;

type Wish = NonNullable<Parameters<typeof newWorld>[0]>;

const contracts = contractStore(newReader(quietTable()));

/** Places accounts sixteen at a time, as a worker does with a large file, and counts what became of them. */
async function placedAtOnce(count: number, wish: Wish) {
  const world = await newWorld({ agencies: 3, ...wish });
  const cases = world.useCases();
  const lifecycles: string[] = [];
  const references = Array.from({ length: count }, (_, n) => `L-${n + 1}`).values();
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (const lenderAccountRef of references)
        lifecycles.push((await cases.place({ lenderAccountRef })).lifecycle);
    }),
  );
  const { usage } = (await contracts.portfolio(world.lenderId))!;
  const sums = world.agencyIds.map((agencyId) => {
    const own = usage.filter((one) => one.agencyId === agencyId);
    return {
      open: own.reduce((sum, { open }) => sum + open, 0),
      placed: own.reduce((sum, { placed }) => sum + placed, 0),
      today: own.reduce((sum, { placedOnDay = 0 }) => sum + placedOnDay, 0),
    };
  });
  return { lifecycles, sums, world };
}

const offered = (lifecycles: readonly string[]) => lifecycles.filter((one) => one === "OFFERED").length;

describe("sixteen placements at a time", () => {
  it("never exceed a contract's capacity, and use it to the last place", async () => {
    const { lifecycles, sums } = await placedAtOnce(60, { capacity: 13 });
    expect(sums.map(({ open }) => open)).toEqual([13, 13, 13]);
    expect(offered(lifecycles)).toBe(39);
    expect(lifecycles.filter((one) => one === "ELIGIBLE")).toHaveLength(21);
  });

  it("never exceed what a contract takes on one day, and the next day begins anew", async () => {
    const { lifecycles, sums, world } = await placedAtOnce(40, { capacity: 1_000, capacityPerDay: 7 });
    expect(sums.map(({ today }) => today)).toEqual([7, 7, 7]);
    expect(offered(lifecycles)).toBe(21);
    world.pass(24);
    expect((await world.useCases().place({ lenderAccountRef: "L-next-day" })).lifecycle).toBe("OFFERED");
  });

  it("split accounts by share to within those that were decided at the same time", async () => {
    const { sums } = await placedAtOnce(120, { capacity: 100_000 });
    for (const { placed } of sums) expect(Math.abs(placed - 40)).toBeLessThanOrEqual(IN_FLIGHT);
    expect(sums.reduce((sum, { placed }) => sum + placed, 0)).toBe(120);
  });
});

describe("a contract whose capacity was lowered", () => {
  it("takes nobody while more is open than it may have, whichever counters hold them", async () => {
    const { world } = await placedAtOnce(30, { capacity: 1_000, agencies: 1 });
    const portfolio = (await contracts.portfolio(world.lenderId))!;
    expect(portfolio.usage).toHaveLength(16);
    await world.agree({ ...portfolio.contracts[0]!, capacity: 30 });
    expect((await world.useCases().place({ lenderAccountRef: "L-late" })).lifecycle).toBe("ELIGIBLE");
  });
});
