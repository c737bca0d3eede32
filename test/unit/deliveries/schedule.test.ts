import { describe, expect, it } from "vitest";
import { ATTEMPT_COUNT_MAX, jittered, waitAfter } from "../../../shared/deliveries/schedule.ts";

const scheduled = [5, 30, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

describe("the wait after a failed attempt", () => {
  it.each(scheduled.map((seconds, index) => [index + 1, seconds] as const))(
    "number %i is %i seconds, a fifth less or more",
    (attempts, seconds) => {
      expect(waitAfter(attempts, { random: 0 })).toBe(Math.round(seconds * 0.8));
      expect(waitAfter(attempts, { random: 0.5 })).toBe(seconds);
      expect(waitAfter(attempts, { random: 1 })).toBe(Math.round(seconds * 1.2));
    },
  );

  it("comes to about three days", () => {
    const hours =
      scheduled.reduce((total, _, index) => total + waitAfter(index + 1, { random: 0.5 })!, 0) / 3600;
    expect(hours).toBeGreaterThan(72);
    expect(hours).toBeLessThan(80);
  });

  it("ends: the last attempt has none", () => {
    expect(ATTEMPT_COUNT_MAX).toBe(11);
    expect(waitAfter(ATTEMPT_COUNT_MAX, { random: 0.5 })).toBeUndefined();
    expect(waitAfter(ATTEMPT_COUNT_MAX, { random: 0.5, hintSeconds: 60 })).toBeUndefined();
  });

  it.each([
    ["a shorter one is not taken", 1, 5],
    ["a longer one is", 600, 600],
    ["but a day is the most", 1_000_000, 86_400],
    ["a part of a second counts whole", 5.2, 6],
  ])("may be asked for by the agency: %s", (_name, hintSeconds, seconds) => {
    expect(waitAfter(1, { random: 0.5, hintSeconds })).toBe(seconds);
  });

  it("differs between lanes that failed together", () => {
    const waits = Array.from({ length: 21 }, (_, n) => jittered(3_600, n / 20));
    expect(new Set(waits).size).toBe(21);
  });
});
