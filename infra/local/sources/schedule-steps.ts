import type { SchedulePlan } from "../plan/plan-model.ts";

export type Step = {
  readonly at: number;
  readonly due: readonly SchedulePlan[];
};

/** At most so many steps in one advance, whatever its length: a day is walked by the hour. */
export const stepsMax = 24;

/**
 * The instants in `(from, to]` at which schedules fire, in order.
 *
 * A schedule of rate r is due at each multiple of r since 1970 and its offset, so that the same advance always fires the same.
 * When more instants than that fall due, the span is walked in so many even strides; at the end of each stride every
 * schedule that fell due within it fires once. The last due instant of the span is always a step of its own, and a
 * rare schedule is never skipped, only up to one stride late.
 */
export function stepsBetween(schedules: readonly SchedulePlan[], from: number, to: number): readonly Step[] {
  const instants = dueInstants(schedules, from, to) ?? strides(schedules, from, to);
  const steps: Step[] = [];
  let previous = from;
  for (const at of instants) {
    const since = previous;
    const due = schedules.filter((schedule) => lastDue(schedule, at) > since);
    if (due.length > 0) steps.push({ at, due });
    previous = at;
  }
  return steps;
}

/** Every due instant; `undefined` when there are more than we step through. */
function dueInstants(
  schedules: readonly SchedulePlan[],
  from: number,
  to: number,
): readonly number[] | undefined {
  const instants = new Set<number>();
  for (const schedule of schedules) {
    const { everyMs } = schedule;
    if (lastDue(schedule, to) - from > everyMs * stepsMax) return undefined;
    for (let at = lastDue(schedule, from) + everyMs; at <= to; at += everyMs) instants.add(at);
  }
  return instants.size > stepsMax ? undefined : [...instants].sort((a, b) => a - b);
}

function strides(schedules: readonly SchedulePlan[], from: number, to: number): readonly number[] {
  const latest = (until: number): number =>
    Math.max(...schedules.map((schedule) => lastDue(schedule, until)));
  const stride = (latest(to) - from) / stepsMax;
  const instants = Array.from({ length: stepsMax }, (_, index) =>
    latest(Math.ceil(from + stride * (index + 1))),
  );
  return [...new Set(instants)].filter((at) => at > from);
}

function lastDue({ everyMs, offsetMs }: SchedulePlan, until: number): number {
  return Math.floor((until - offsetMs) / everyMs) * everyMs + offsetMs;
}
