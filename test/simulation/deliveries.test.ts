import { describe, expect, it } from "vitest";
import { atEach, Crash, crashing, type CrashPoint } from "../support/crash.ts";
import { newLaneWorld, type LaneWorld } from "../support/lane-world.ts";

type Case = Awaited<ReturnType<LaneWorld["newCase"]>>;

type Scenario = {
  readonly before: (world: LaneWorld, cases: readonly Case[]) => Promise<void>;
  /** One run of the worker or of the clock, that may crash. */
  readonly step: (world: LaneWorld, cases: ReturnType<LaneWorld["useCases"]>) => Promise<unknown>;
};

/** What happens to the queue's first message when its worker is gone: it comes again. */
const workFirst: Scenario["step"] = async (world, cases) => {
  const [message] = world.queue;
  if (message === undefined) throw new Error("nothing to work on");
  const seconds = await cases.work(message.body);
  if (seconds === undefined) world.queue.splice(world.queue.indexOf(message), 1);
};

const scenarios: Readonly<Record<string, Scenario>> = {
  "posting what is on the way": { before: async () => undefined, step: workFirst },
  "noting a failure": {
    before: async (world) => world.answerWith(500),
    step: workFirst,
  },
  "noting that an event is not liked": {
    before: async (world) => world.answerWith(422),
    step: workFirst,
  },
  "opening the breaker": {
    before: async (world) => {
      world.answerWith(503);
      for (let n = 0; n < 4; n += 1) await world.newCase(1);
      for (let n = 0; n < 4; n += 1) {
        await workFirst(world, world.useCases());
        if (world.queue.length > 0) world.queue.push(world.queue.shift()!);
      }
    },
    step: workFirst,
  },
  "parking behind an open breaker": {
    before: async (world) => {
      await down(world);
      await world.newCase(2);
    },
    step: workFirst,
  },
  "sending a probe": {
    before: async (world) => {
      await down(world);
      await world.pass(1);
      world.answerWith(204);
      world.time.now = later(world, 30);
    },
    step: async (_world, cases) => cases.tick(),
  },
  "answering a probe": {
    before: async (world) => {
      await down(world);
      world.time.now = later(world, 30);
      world.answerWith(204);
      await world.useCases().tick();
    },
    step: workFirst,
  },
  "waking what is parked": {
    before: async (world) => {
      await down(world);
      world.time.now = later(world, 30);
      world.answerWith(204);
      await world.useCases().tick();
      await world.drain();
    },
    step: async (_world, cases) => cases.tick(),
  },
  "waking what has waited long enough": {
    before: async (world) => {
      world.answerWith(422);
      await world.drain();
      world.time.now = later(world, 1);
      await world.drain();
      world.time.now = later(world, 10);
      world.answerWith(204);
    },
    step: async (_world, cases) => cases.tick(),
  },
};

/** Fails until the breaker is open and everything is parked. */
async function down(world: LaneWorld): Promise<void> {
  world.answerWith(503);
  for (let n = 0; n < 5; n += 1) await world.newCase(2);
  await world.drain();
  world.time.now = later(world, 1);
  await world.drain();
}

const later = ({ time }: LaneWorld, minutes: number) =>
  new Date(Date.parse(time.now) + minutes * 60_000).toISOString() as typeof time.now;

type Run = Scenario & { readonly isForLender: boolean };

async function run({ before, step, isForLender }: Run, point?: CrashPoint): Promise<readonly CrashPoint[]> {
  const world = newLaneWorld({ isForLender });
  await world.setUp();
  const cases = [await world.newCase(3)];
  await before(world, cases);
  const crash = crashing(point);
  const crashed = await step(world, world.useCases(crash.around)).then(
    () => false,
    (error: unknown) => {
      if (error instanceof Crash) return true;
      throw error;
    },
  );
  expect(crashed, "every point is reached").toBe(point !== undefined);

  world.answerWith(204);
  await world.drain();
  await world.pass(24 * 60, 5);
  const where = point === undefined ? "without a crash" : `crashed ${point.when} call ${point.call}`;
  for (const one of new Set(world.came.map(({ about }) => about))) {
    const sequences = [
      ...new Set(
        world.came
          .filter(({ about, status }) => about === one && status === 204)
          .map(({ eventId }) => Number(eventId.split("_")[2])),
      ),
    ];
    expect(sequences, where).toEqual(sequences.toSorted((a, b) => a - b));
  }
  expect(world.taken(cases[0]!), where).toEqual(cases[0]!.eventIds);
  expect(
    world.lanes().map(({ state }) => state),
    where,
  ).toEqual(world.lanes().map(() => "IDLE"));
  const delivered = world.memory.all("DELIVERY#");
  expect(delivered.length, where).toBe(new Set(world.came.map(({ eventId }) => eventId)).size);
  for (const delivery of delivered) expect(delivery, where).toMatchObject({ state: "DELIVERED" });
  for (const breaker of world.memory.all("BREAKER#"))
    expect(breaker, where).toMatchObject({ state: "CLOSED", failures: 0 });
  return crash.points();
}

const runs = Object.entries(scenarios).flatMap(([name, scenario]) => [
  { name, whose: "an agency", ...scenario, isForLender: false },
  { name, whose: "a lender", ...scenario, isForLender: true },
]);

describe("a process that is gone between any two calls", () => {
  it.each(runs)("while $name for $whose loses nothing and breaks no order", async (scenario) => {
    const points = await run(scenario);
    expect(points).not.toEqual([]);
    await atEach(points, async (point) => void (await run(scenario, point)));
  });
});

describe("an endpoint that is removed while events wait for it", () => {
  const waitingFor = async (around: ReturnType<typeof crashing>["around"] | undefined, status: number) => {
    const world = newLaneWorld({ isForLender: true });
    await world.setUp();
    world.answerWith(status);
    const cases = [];
    for (let n = 0; n < 5; n += 1) cases.push(await world.newCase(2));
    await world.drain();
    const ref = world.refOf(cases[0]!);
    const removing = world.useCases(around).remove(ref);
    return { world, ref, crashed: await removing.then(noCrash, isCrash) };
  };
  const noCrash = (): boolean => false;
  const isCrash = (error: unknown): boolean => {
    if (error instanceof Crash) return true;
    throw error;
  };

  it.each([
    ["each by itself", 429],
    ["behind its breaker", 503],
  ])(
    "%s: nobody is asked for it again, wherever its removal crashed and was repeated",
    async (_how, status) => {
      const dry = crashing();
      await waitingFor(dry.around, status);
      await atEach(dry.points(), async (point) => {
        const { world, ref, crashed } = await waitingFor(crashing(point).around, status);
        expect(crashed).toBe(true);
        const repeated = await world
          .useCases()
          .remove(ref)
          .then(noCrash, (error: Error) => error.message);
        expect([false, "not-found: Nothing with this id belongs to you."]).toContain(repeated);
        world.answerWith(204);
        const before = world.came.length;
        await world.pass(24 * 60, 30);
        expect(world.came.length).toBe(before);
        expect(world.queue).toEqual([]);
        expect(world.lanes().filter(({ state }) => state === "WAITING")).toEqual([]);
        expect(world.memory.all("BREAKER#")).toMatchObject([{ state: "DISABLED", reason: "removed" }]);
      });
    },
  );
});

describe("a replay that was ordered before its endpoint was removed", () => {
  it("ends without a post and without an error", async () => {
    const world = newLaneWorld({ isForLender: true });
    await world.setUp();
    const one = await world.newCase(1);
    await world.drain();
    const [ref, posts] = [world.refOf(one), world.came.length];
    await world.useCases().remove(ref);
    const [lane] = world.lanes();
    const order = JSON.stringify({ ...lane, ...ref, kind: "replay", sequence: 1 });
    expect(await world.useCases().work(order)).toBeUndefined();
    expect(world.came).toHaveLength(posts);
    expect(world.logged).toContain("delivery.not-replayed");
  });
});

describe("an agency that is back after many placements had to wait", () => {
  it("gets them at a bounded rate, those that waited longest first, and each in its order", async () => {
    const world = newLaneWorld();
    await world.setUp();
    await down(world);
    const cases = [];
    for (let n = 0; n < 250; n += 1) {
      cases.push(await world.newCase(2));
      await world.drain();
    }
    expect(world.lanes().filter(({ state }) => state === "PARKED")).toHaveLength(255);
    world.answerWith(204);
    const before = world.came.length;
    const minutes: number[] = [];
    for (let n = 0; n < 60; n += 1) {
      world.time.now = later(world, 1);
      minutes.push((await world.useCases().tick()).unparked);
      await world.drain();
    }
    expect(minutes.filter((count) => count > 0)).toEqual([200, 54]);
    const woken = new Set(world.came.slice(before).map(({ about }) => about));
    expect(woken.size).toBe(255);
    for (const one of cases) expect(world.taken(one)).toEqual(one.eventIds);
  });
});
