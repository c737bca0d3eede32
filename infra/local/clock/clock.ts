import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { addDuration } from "./duration.ts";
import type { SchedulePlan } from "../plan/plan-model.ts";
import { stepsBetween, type Step } from "../sources/schedule-steps.ts";
import type { SharedOffset } from "./virtual-time.ts";

export type ClockListener = (now: Date) => void | Promise<void>;

/** The virtual clock that every function, queue and pretend agency lives by. */
export type Clock = {
  readonly now: () => Date;
  /** Moves time forward by an ISO 8601 duration, firing what falls due on the way, in order. */
  readonly advance: (duration: string) => Promise<Date>;
  /** Called after each step of an advance, with the time it then is; awaited. */
  readonly onAdvance: (listener: ClockListener) => void;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};

export type ClockSettings = {
  readonly offset: SharedOffset;
  readonly schedules: readonly SchedulePlan[];
  readonly dataDir: string | undefined;
  readonly fire: (schedule: SchedulePlan, at: Date) => Promise<void>;
  /** Waits, for a bounded time, until what a step set off has been worked off. */
  readonly settle: () => Promise<void>;
};

const tickMs = 500;

/** Restores the clock of an earlier run into the shared offset. */
export async function restoreClock(offset: SharedOffset, dataDir: string | undefined): Promise<void> {
  if (dataDir === undefined || !existsSync(fileIn(dataDir))) return;
  const stored = z
    .object({ offsetMs: z.number() })
    .parse(JSON.parse(await readFile(fileIn(dataDir), "utf8")));
  offset[0] = stored.offsetMs;
}

export function createClock({ offset, schedules, dataDir, fire, settle }: ClockSettings): Clock {
  const { now, moveTo } = keptTime(offset, dataDir);
  const listeners: ClockListener[] = [];
  const exclusive = oneAtATime();
  let checkedUntil = now().getTime();
  let timer: NodeJS.Timeout | undefined;

  const arrive = async (at: number): Promise<void> => {
    await moveTo(at);
    await settle();
  };
  const fireAll = async ({ at, due }: Step): Promise<void> => {
    checkedUntil = at;
    for (const schedule of due) await fire(schedule, new Date(at));
  };
  const tell = async (): Promise<void> => {
    for (const listener of listeners) await listener(now());
  };
  const advance = async (duration: string): Promise<Date> => {
    await settle();
    const target = addDuration(now(), duration).getTime();
    for (const step of stepsBetween(schedules, checkedUntil, target)) {
      await arrive(step.at);
      await fireAll(step);
      await settle();
      await tell();
    }
    checkedUntil = Math.max(checkedUntil, target);
    await arrive(target);
    await tell();
    return now();
  };
  const tick = async (): Promise<void> => {
    for (const step of stepsBetween(schedules, checkedUntil, now().getTime())) await fireAll(step);
  };
  return {
    now,
    advance: (duration) => exclusive(() => advance(duration)),
    onAdvance: (listener) => void listeners.push(listener),
    start: () => {
      checkedUntil = now().getTime();
      timer = setInterval(() => void exclusive(tick), tickMs);
    },
    stop: async () => {
      clearInterval(timer);
      await exclusive(async () => undefined);
    },
  };
}

type KeptTime = { readonly now: () => Date; readonly moveTo: (at: number) => Promise<void> };

/** Virtual time only moves forward, and stays moved after a restart. */
function keptTime(offset: SharedOffset, dataDir: string | undefined): KeptTime {
  return {
    now: () => new Date(Date.now() + (offset[0] ?? 0)),
    moveTo: async (at) => {
      offset[0] = Math.max(offset[0] ?? 0, at - Date.now());
      if (dataDir === undefined) return;
      await mkdir(dataDir, { recursive: true });
      await writeFile(fileIn(dataDir), JSON.stringify({ offsetMs: offset[0] }));
    },
  };
}

function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}

function fileIn(dataDir: string): string {
  return join(dataDir, "clock.json");
}
