import { bookName } from "../ledger/book.ts";
import { recorded } from "../platform/events.ts";
import type { Written } from "../platform/write.ts";
import type { By, PeriodStep } from "./closing.ts";
import { historyIdOf, type Period } from "./model.ts";
import type { PeriodStore } from "./store.ts";

export type PeriodWrites = Pick<PeriodStore, "changed" | "step">;

/** The period as it is after a step, and the one transaction of it. */
export function stepWritten(
  periods: PeriodWrites,
  before: Period,
  { step, by }: { readonly step: PeriodStep; readonly by: By },
): { readonly period: Period; readonly written: Written } {
  const { type, data, isWorkedOn } = step;
  const { actor, now } = by;
  const { sequence, head } = before;
  const { items, chain } = recorded(
    { accountId: historyIdOf(before.periodId), chain: { sequence, head } },
    [
      {
        type,
        actor,
        effectiveAt: now,
        receivedAt: now,
        data,
        ...(isWorkedOn && { route: { queue: "finance", group: `period#${bookName(before)}` } }),
      },
    ],
    now,
  );
  const period = { ...step.after, version: before.version + 1, ...chain };
  return {
    period,
    written: {
      identity: [periods.step(before, type, now)],
      state: [periods.changed(before, period)],
      events: items,
    },
  };
}
