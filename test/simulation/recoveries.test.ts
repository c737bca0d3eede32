import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { daysAfter, LocalDate } from "../../shared/kernel/time.ts";
import { atEach, Crash, crashing, type CrashPoint } from "../support/crash.ts";
import { newRecoveryWorld } from "../support/recovery-world.ts";

/** Before and after every call with an effect: a crash before a read leaves what the effect before it left. */
const effectsIn = (points: readonly CrashPoint[]): readonly CrashPoint[] => {
  const calls = new Set(points.filter(({ when }) => when === "after").map(({ call }) => call));
  return points.filter(({ call }) => calls.has(call));
};

type World = Awaited<ReturnType<typeof newRecoveryWorld>>;

/** Asked for and written, killed at a point, and told again until it is done. */
async function exported({ lenderId, useCases }: World, over: object, point?: CrashPoint) {
  const crash = crashing(point);
  const work = async (cases: ReturnType<World["useCases"]>) =>
    cases.write(await cases.request(lenderId, over));
  const killed = useCases(crash.around);
  await work(killed).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
  const next = useCases();
  await work(next);
  const one = (await next.exports.find(await next.request(lenderId, over)))!;
  const texts = [...killed.objects, ...next.objects];
  return { points: crash.points(), one, texts };
}

describe("an export of recoveries", () => {
  let world: World;
  beforeAll(async () => {
    world = await newRecoveryWorld();
  }, 60_000);

  it("says what each vintage was placed with and what came of it, month by month", async () => {
    const { one, texts } = await exported(world, {});
    expect(one).toMatchObject({ state: "WRITTEN", written: { entries: 4, debit: 0, credit: 0 } });
    const rows = parse(texts[0]!, { columns: true }) as readonly Record<string, string>[];
    const { agencyId } = world;
    const march = { agency: agencyId, vintage: "2026-03", offered: "1", accounts: "1", placed: "105000" };
    const april = { agency: agencyId, vintage: "2026-04", offered: "2", accounts: "1", placed: "105000" };
    expect(rows).toEqual([
      {
        ...march,
        month: "2026-03",
        monthsSince: "0",
        gross: "10000",
        direct: "0",
        reversed: "0",
        net: "10000",
        commission: "0",
        costs: "700",
        netToDate: "10000",
        liquidationBasisPoints: "952",
        currency: "USD",
      },
      {
        ...march,
        month: "2026-04",
        monthsSince: "1",
        gross: "0",
        direct: "0",
        reversed: "4000",
        net: "-4000",
        commission: "2000",
        costs: "0",
        netToDate: "6000",
        liquidationBasisPoints: "571",
        currency: "USD",
      },
      {
        ...april,
        month: "2026-04",
        monthsSince: "0",
        gross: "25000",
        direct: "5000",
        reversed: "0",
        net: "25000",
        commission: "4000",
        costs: "0",
        netToDate: "25000",
        liquidationBasisPoints: "2381",
        currency: "USD",
      },
      expect.objectContaining({ agency: agencyId, vintage: "", month: "2026-04", commission: "20" }),
    ]);
  });

  it("knows nothing of what came after its last day", async () => {
    const { texts } = await exported(world, { to: "2026-03-31", format: "JSONL" });
    const rows = texts[0]!
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows).toMatchObject([{ vintage: "2026-03", offered: 1, accounts: 1, gross: 10_000, reversed: 0 }]);
  });

  it("has the same bytes wherever it is killed and however often it is told", async () => {
    const first = await exported(world, { from: firstDay(0) });
    expect(first.points.length).toBeGreaterThan(20);
    await atEach(effectsIn(first.points), async (point) => {
      // Another first day is another export, and nothing was booked in any of them.
      const from = firstDay(2 * point.call + (point.when === "after" ? 1 : 0));
      const { texts, one } = await exported(world, { from }, point);
      expect([...new Set(texts)], `${point.when} call ${point.call}`).toEqual([first.texts[0]]);
      expect(one.written).toMatchObject({ sha256: first.one.written!.sha256, entries: 4 });
    });
  }, 120_000);
});

const firstDay = (days: number) => daysAfter(LocalDate.parse("2020-01-01"), days);
