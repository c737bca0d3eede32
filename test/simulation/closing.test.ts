import { describe, expect, it } from "vitest";
import type { GatewayEvent } from "../../shared/kernel/event.ts";
import { LocalDate } from "../../shared/kernel/time.ts";
import { DriftCheckId } from "../../shared/ledger/drift-wire.ts";
import { historyIdOf } from "../../shared/periods/model.ts";
import { newReader } from "../../shared/platform/dynamo.ts";
import { verify } from "../../shared/platform/events.ts";
import { closingWorld, operator, type ClosingWorld } from "../support/closing-world.ts";
import { atEach, Crash, crashing, type CrashPoint } from "../support/crash.ts";

type Cases = ReturnType<ClosingWorld["useCases"]>;

const on = (date: string): LocalDate => LocalDate.parse(date);

/** Runs something that crashes at a point, then again until it is done, and once more. */
async function crashed<T>(
  world: ClosingWorld,
  work: (cases: Cases) => Promise<unknown>,
  { point, left }: { readonly point: CrashPoint | undefined; readonly left: () => Promise<T> },
) {
  const crash = crashing(point);
  await work(world.useCases(crash.around)).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
  await work(world.useCases());
  await work(world.useCases());
  return { points: crash.points(), ended: await left() };
}

/** Before and after every call with an effect: a crash before a read leaves what the effect before it left. */
const effectsIn = (points: readonly CrashPoint[]): readonly CrashPoint[] => {
  const calls = new Set(points.filter(({ when }) => when === "after").map(({ call }) => call));
  return points.filter(({ call }) => calls.has(call));
};

const FEBRUARY = { from: on("2026-02-01"), to: on("2026-02-28") };

describe("sealing that crashes anywhere and is run again", () => {
  const run = async (point?: CrashPoint) => {
    const world = closingWorld();
    await world.useCases().enter(await world.placed("2026-02-27T10:00:00.000Z", 100));
    // The stream never brought these two.
    await world.placed("2026-02-27T11:00:00.000Z", 40);
    await world.placed("2026-02-28T11:00:00.000Z", 2);
    const left = async () => {
      const { books, seals, verifySeals, balance } = world.useCases();
      const { items } = await seals.page(world.book, { limit: 10 });
      const { sealedTo, storedTo } = (await books.find(world.book))!;
      return {
        sealedTo,
        storedTo,
        days: items.map(({ date, entries, debit, credit }) => [date, entries, debit, credit]),
        stored: world.bucket.size,
        found: (await verifySeals(world.book, { limit: 10 })).differences,
        opening: (await balance(world.book, "2026-03-01T01:00:00.000Z" as never)).get("opening"),
      };
    };
    return crashed(world, (cases) => cases.seal(world.book), { point, left });
  };

  it("ends as if nothing had crashed: each event in one day, each day sealed and stored once", async () => {
    const { ended, points } = await run();
    expect(ended).toEqual({
      sealedTo: "2026-02-28",
      storedTo: "2026-02-28",
      days: [
        ["2026-02-27", 2, 140, 140],
        ["2026-02-28", 1, 2, 2],
      ],
      stored: 2,
      found: [],
      opening: { debit: 0, credit: 142 },
    });
    expect(effectsIn(points).length).toBeGreaterThan(12);
    await atEach(effectsIn(points), async (point) => {
      expect((await run(point)).ended, `${point.when} call ${point.call}`).toEqual(ended);
    });
  }, 300_000);
});

describe("closing that crashes anywhere and is asked for again", () => {
  const run = async (point?: CrashPoint) => {
    const world = closingWorld();
    const id = world.periodId("2026-02");
    const { enter, seal, reconciled, requestDrift, checkDrift } = world.useCases();
    await enter(await world.placed("2026-02-27T10:00:00.000Z", 100));
    await seal(world.book);
    await reconciled();
    const { checkId } = await requestDrift({ ...world.book, ...FEBRUARY, once: "night" }, operator);
    await checkDrift(DriftCheckId.parse(checkId));
    const left = async () => {
      const { periods } = world.useCases();
      const period = (await periods.find(id))!;
      const { items } = await newReader(world.table).page({
        pk: `ACCOUNT#${historyIdOf(id)}`,
        prefix: "EVENT#",
        limit: 10,
      });
      const events = items.map((item) => {
        const {
          pk: _pk,
          sk: _sk,
          routes: _r,
          group: _g,
          list: _l,
          at: _a,
          ...event
        } = item as GatewayEvent & Record<string, unknown>;
        return event;
      });
      return {
        state: period.state,
        begun: period.begun?.by,
        closed: period.closed?.by,
        figures: [period.prepared?.entries, period.prepared?.debit, period.prepared?.accounts],
        events: events.map(({ type }) => type),
        chain: verify(events).ok,
        balance: (await periods.balanceOf(id, period.prepared?.balanceHash ?? "")).length,
      };
    };
    const closing = async (cases: Cases) => {
      // Whoever asks again finds the month closed, and leaves it at that.
      const { state } = (await cases.periods.find(id))!;
      if (state === "OPEN") await cases.begin(id);
      await cases.prepare(id);
      await cases.close(id);
    };
    return crashed(world, closing, { point, left });
  };

  it("ends as if nothing had crashed: begun, worked out and closed once each", async () => {
    const { ended, points } = await run();
    expect(ended).toEqual({
      state: "CLOSED",
      begun: "key_operator",
      closed: "key_approver",
      figures: [1, 100, 2],
      events: ["period.closing_begun", "period.prepared", "period.closed"],
      chain: true,
      balance: 2,
    });
    expect(effectsIn(points)).toHaveLength(8);
    await atEach(effectsIn(points), async (point) => {
      expect((await run(point)).ended, `${point.when} call ${point.call}`).toEqual(ended);
    });
  }, 600_000);
});
