import { describe, expect, it } from "vitest";
import { again, attempts, backoffMs, realPause, type Pause } from "../../../shared/platform/retry.ts";

const pausing = () => {
  const waits: number[] = [];
  const pause: Pause = { sleep: async (ms) => void waits.push(ms), random: () => 1 };
  return { waits, limits: { count: 4, ms: 10, maxMs: 30, pause } };
};

describe("an attempt", () => {
  it("that succeeds is made once and waits for nothing", async () => {
    const { waits, limits } = pausing();
    expect(await attempts(async () => 7, limits)).toBe(7);
    expect(waits).toEqual([]);
  });

  it("is made again until it ends, waiting longer each time up to a bound", async () => {
    const { waits, limits } = pausing();
    let made = 0;
    expect(await attempts(async () => ((made += 1) < 4 ? again : made), limits)).toBe(4);
    expect(waits).toEqual([10, 20, 30]);
  });

  it("may end with nothing", async () => {
    const { limits } = pausing();
    expect(await attempts(async () => undefined, limits)).toBeUndefined();
  });

  it("that never ends is given up as unavailable", async () => {
    const { limits } = pausing();
    let made = 0;
    const outcome = attempts(async () => ((made += 1), again), limits);
    await expect(outcome).rejects.toMatchObject({
      refusal: { code: "unavailable", detail: "Gave up after 4 attempts." },
    });
    expect(made).toBe(4);
  });

  it("that throws is not repeated", async () => {
    const { limits } = pausing();
    let made = 0;
    await expect(
      attempts(async () => {
        made += 1;
        throw new Error("bug");
      }, limits),
    ).rejects.toThrow("bug");
    expect(made).toBe(1);
  });
});

describe("a back-off", () => {
  it.each([
    [0, 0, 0],
    [0, 0.999, 9],
    [3, 0.5, 40],
    [20, 1, 500],
  ])("of attempt %i at chance %f is %i ms", (attempt, random, ms) => {
    expect(backoffMs(attempt, { ms: 10, maxMs: 500 }, random)).toBe(ms);
  });

  it("really lets others go first", async () => {
    let gone = false;
    setTimeout(() => {
      gone = true;
    }, 0);
    await realPause.sleep(5);
    expect(gone).toBe(true);
    expect(realPause.random()).toBeLessThan(1);
  });
});
