import { describe, expect, it } from "vitest";
import { addDuration } from "../../../infra/local/clock/duration.ts";
import type { SchedulePlan } from "../../../infra/local/plan/plan-model.ts";
import { stepsBetween, stepsMax } from "../../../infra/local/sources/schedule-steps.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const every = (everyMs: number): SchedulePlan => ({
  name: String(everyMs),
  arn: "",
  kind: "rule",
  everyMs,
  offsetMs: 0,
  functionArn: "",
  input: undefined,
});

describe("addDuration", () => {
  it.each([
    ["P1D", "2026-03-02T10:00:00.000Z"],
    ["PT36H", "2026-03-02T22:00:00.000Z"],
    ["P2W", "2026-03-15T10:00:00.000Z"],
    ["P1DT2H3M4.5S", "2026-03-02T12:03:04.500Z"],
    ["P1Y", "2027-03-01T10:00:00.000Z"],
    ["P1M", "2026-04-01T10:00:00.000Z"],
    ["PT0S", "2026-03-01T10:00:00.000Z"],
  ])("adds %s", (duration, expected) => {
    expect(addDuration(new Date("2026-03-01T10:00:00Z"), duration).toISOString()).toBe(expected);
  });

  it("takes the last day of a shorter month", () => {
    expect(addDuration(new Date("2026-01-31T00:00:00Z"), "P1M").toISOString()).toBe(
      "2026-02-28T00:00:00.000Z",
    );
  });

  it.each(["1D", "P", "PT", "P1", "-P1D", "P1H", "tomorrow", ""])("refuses %j", (duration) => {
    expect(() => addDuration(new Date(), duration)).toThrow(RangeError);
  });
});

describe("stepsBetween", () => {
  const noon = Date.UTC(2026, 0, 1, 12);

  it("steps through every due instant in order, with all schedules that are due at it", () => {
    const steps = stepsBetween([every(hour), every(30 * minute)], noon + 1, noon + 2 * hour);
    expect(steps.map(({ at, due }) => [(at - noon) / minute, due.length])).toEqual([
      [30, 1],
      [60, 2],
      [90, 1],
      [120, 2],
    ]);
  });

  it("fires a daily schedule at its hour, whenever the day began", () => {
    const atTwo = { ...every(day), offsetMs: 2 * hour };
    const steps = stepsBetween([atTwo], noon, noon + 2 * day);
    expect(steps.map(({ at }) => (at - noon) / hour)).toEqual([14, 38]);
  });

  it("fires nothing that is not due, and nothing twice", () => {
    expect(stepsBetween([every(hour)], noon, noon + hour - 1)).toEqual([]);
    const first = stepsBetween([every(hour)], noon, noon + hour);
    expect(first).toHaveLength(1);
    expect(stepsBetween([every(hour)], first[0]!.at, noon + hour)).toEqual([]);
    expect(stepsBetween([], noon, noon + day)).toEqual([]);
  });

  it("walks a long span in bounded strides, firing rare schedules as often as they are due, and the last instant always", () => {
    const to = noon + day + 30_000;
    const steps = stepsBetween([every(minute), every(hour)], noon, to);
    expect(steps.length).toBeLessThanOrEqual(stepsMax);
    expect(steps.at(-1)?.at).toBe(noon + day);
    expect(steps.filter(({ due }) => due.some(({ everyMs }) => everyMs === hour))).toHaveLength(24);
    expect(steps.every(({ at }, index) => at > (steps[index - 1]?.at ?? noon))).toBe(true);
  });

  it("bounds even years of minutes", () => {
    const steps = stepsBetween([every(minute)], noon, noon + 3 * 365 * day);
    expect(steps).toHaveLength(stepsMax);
    expect(steps.at(-1)?.at).toBe(noon + 3 * 365 * day);
  });
});
