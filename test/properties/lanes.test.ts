import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Item } from "../../shared/kernel/change.ts";
import { newLaneWorld, type LaneWorld } from "../support/lane-world.ts";
import { memoryTable } from "../support/memory-table.ts";
import type { Around } from "../support/around.ts";

const answers = [204, 204, 204, 500, 503, 422, 302, 429, 0] as const;

type Command =
  | { readonly kind: "record"; readonly lane: number; readonly count: number; readonly isLost: boolean }
  | { readonly kind: "answer"; readonly with: (typeof answers)[number] }
  | { readonly kind: "wait"; readonly minutes: number }
  | { readonly kind: "stray"; readonly lane: number; readonly copies: number }
  | { readonly kind: "shuffle" };

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    kind: fc.constant("record" as const),
    lane: fc.nat(2),
    count: fc.integer({ min: 1, max: 4 }),
    isLost: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("answer" as const), with: fc.constantFrom(...answers) }),
  fc.record({ kind: fc.constant("wait" as const), minutes: fc.constantFrom(1, 5, 40, 180) }),
  fc.record({ kind: fc.constant("stray" as const), lane: fc.nat(2), copies: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant("shuffle" as const) }),
);

const answerOf = (status: number) => (status === 0 ? { failure: "timeout" } : { status });

/** For every event the first post that was taken; the order of these is the order in effect. */
function expectOrder(world: LaneWorld, cases: readonly Awaited<ReturnType<LaneWorld["newCase"]>>[]): void {
  for (const one of cases) {
    const taken = world.taken(one);
    const inOrder = one.eventIds.filter((eventId) => taken.includes(eventId));
    expect(taken).toEqual(inOrder);
  }
}

describe.each([
  ["the events of a placement reach its agency", false],
  ["the events of an account reach its lender", true],
])("%s", (_name, isForLender) => {
  it("in their order and all of them, whatever it answers and whatever the queue does", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(command, { minLength: 1, maxLength: 25 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        async (commands, chance) => {
          const world = newLaneWorld({ isForLender, random: () => chance.next().value });
          await world.setUp();
          const cases = [await world.newCase(1), await world.newCase(1), await world.newCase(1)];
          for (const one of commands) await obey(world, cases, one);
          expectOrder(world, cases);

          world.answerWith(204);
          // A lost message is made good by the next event of its lane.
          for (const one of cases) await world.add(one, 1);
          await world.drain();
          await world.pass(30 * 60, 10);
          const given = world.logged.filter((code) => code === "delivery.given-up");
          expect(given).toEqual([]);
          for (const one of cases) expect(world.taken(one)).toEqual(one.eventIds);
          expect(world.queue).toEqual([]);
          for (const lane of world.lanes()) {
            expect(lane).toMatchObject({ state: "IDLE", attempts: 0 });
            expect(lane).not.toHaveProperty("list");
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("in their order when workers of any speed look at one lane at the same time, and its cursor never goes back", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 8 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(fc.nat(12)),
        async (workers, hiccups, turns) => {
          const memory = memoryTable();
          const cursors: number[] = [];
          const update: typeof memory.update = async (change) => {
            const isWritten = await memory.update(change);
            if (isWritten && change.name === "lane") cursors.push(Number(change.set?.["cursor"]));
            return isWritten;
          };
          const store = { ...memory, update, put: async (item: Item) => memory.put(item) };
          const world = newLaneWorld({ isForLender, store });
          await world.setUp();
          const one = await world.newCase(6);
          let posts = 0;
          world.answerWith(() => ({ status: hiccups[posts++ % hiccups.length] === true ? 422 : 204 }));
          const { body } = world.queue[0]!;
          const slowly: Around = async (call) => {
            for (let n = turns.next().value; n > 0; n -= 1) await Promise.resolve();
            return call();
          };
          await Promise.allSettled(Array.from({ length: workers }, () => world.useCases(slowly).work(body)));
          expectOrder(world, [one]);
          world.answerWith(204);
          await world.pass(120, 5);
          expect(world.taken(one)).toEqual(one.eventIds);
          expect(cursors).toEqual(cursors.toSorted((a, b) => a - b));
        },
      ),
      { numRuns: 60 },
    );
  });
});

async function obey(
  world: LaneWorld,
  cases: readonly Awaited<ReturnType<LaneWorld["newCase"]>>[],
  one: Command,
): Promise<void> {
  switch (one.kind) {
    case "record":
      await world.add(cases[one.lane]!, one.count, () => one.isLost);
      return world.drain();
    case "answer":
      return world.answerWith(() => answerOf(one.with));
    case "wait":
      return world.pass(one.minutes, Math.max(1, one.minutes / 20));
    case "stray": {
      const { hint } = world.useCases();
      for (let n = 0; n < one.copies; n += 1) await hint(world.refOf(cases[one.lane]!));
      return world.drain();
    }
    case "shuffle":
      world.queue.reverse();
      return world.drain();
  }
}
