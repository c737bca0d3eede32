import { expect } from "vitest";
import { Refused } from "../../shared/kernel/problems.ts";
import { atEach, Crash, crashing, type CrashPoint } from "./crash.ts";
import { newWorld, type World } from "./world.ts";

type Cases = ReturnType<World["useCases"]>;

/** A use case in a world: what is so beforehand, and the one step that may crash. */
export type Scenario<Known> = {
  readonly capacity?: number;
  readonly before: (world: World, cases: Cases) => Promise<Known>;
  readonly step: (cases: Cases, known: Known, world: World) => Promise<unknown>;
  /** What a repeat may be refused with, because the first try did take effect. */
  readonly repeatIsRefused?: string;
};

type Ended = {
  readonly state: readonly unknown[];
  readonly sent: readonly unknown[];
  readonly heard: readonly string[];
};

/**
 * Crashes a step before every call it makes and after every one that took effect, repeats the step as its caller
 * or queue would, and compares what is there in the end with a run in which nothing crashed.
 */
export async function survivesEveryCrash<Known>(scenario: Scenario<Known>): Promise<void> {
  const { ended, points } = await run(scenario);
  expect(points, "a step that calls nothing proves nothing").not.toEqual([]);
  expect(ended.state.length).toBeGreaterThan(0);
  await atEach(points, async (point) => {
    const crashed = await run(scenario, point);
    expect(crashed.ended, `crashed ${point.when} call ${point.call}`).toEqual(ended);
  });
}

async function run<Known>(
  scenario: Scenario<Known>,
  point?: CrashPoint,
): Promise<{ readonly ended: Ended; readonly points: readonly CrashPoint[] }> {
  const world = await newWorld(scenario.capacity === undefined ? {} : { capacity: scenario.capacity });
  const known = await scenario.before(world, world.useCases());
  const before = await endOf(world);
  const crash = crashing(point);
  const attempt = async (cases: Cases) => scenario.step(cases, known, world);
  const crashed = await attempt(world.useCases(crash.around)).then(
    () => false,
    (error: unknown) => {
      if (error instanceof Crash) return true;
      throw error;
    },
  );
  expect(crashed, "every point is reached").toBe(point !== undefined);
  if (crashed) await repeated(() => attempt(world.useCases()), scenario);
  const ended = await endOf(world);
  expect(ended, "a step that leaves nothing proves nothing").not.toEqual(before);
  return { ended, points: crash.points() };
}

/** Twice, because queues and callers repeat what succeeded as well. */
async function repeated<Known>(
  attempt: () => Promise<unknown>,
  { repeatIsRefused }: Scenario<Known>,
): Promise<void> {
  for (let n = 0; n < 2; n += 1)
    await attempt().catch((error: unknown) => {
      if (!(error instanceof Refused) || error.refusal.code !== repeatIsRefused) throw error;
    });
}

async function endOf(world: World): Promise<Ended> {
  const dedupes = new Map(world.sent.map(({ queue, dedupe }) => [dedupe, queue]));
  const heard = new Map(world.taken.map(({ eventId, eventType }) => [eventId, eventType]));
  for (const [key, versions] of world.objects)
    expect(new Set(versions).size, `${key} is written again with the same bytes`).toBe(1);
  return { state: await world.state(), sent: [...dedupes.values()], heard: [...heard.values()] };
}
