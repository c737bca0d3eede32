import type { Change, Create } from "../kernel/change.ts";
import type { Instant } from "../kernel/time.ts";
import { bookOf } from "../ledger/book.ts";
import { recorded } from "../platform/events.ts";
import type { Written } from "../platform/write.ts";
import type { BreakRecord } from "./model.ts";
import type { BreakStep } from "./step.ts";
import type { BreakStore } from "./store.ts";

export type BreakWrites = Pick<BreakStore, "opened" | "changed" | "shown" | "commented" | "step">;

/** What is so before a step, what may not happen twice, and what goes with it. */
export type Taking = {
  readonly before: BreakRecord | undefined;
  readonly name: string;
  readonly now: Instant;
  readonly besides?: readonly Create[];
  /** What it does to the facts that it is about. */
  readonly settles?: readonly Change[];
};

/** The break as it is after a step, and the one transaction of it; what it posts goes into its lender's journal. */
export function stepWritten(
  breaks: BreakWrites,
  step: BreakStep,
  { before, name, now, besides = [], settles = [] }: Taking,
): { readonly record: BreakRecord; readonly written: Written } {
  const { breakId, lenderId, currency, sequence, head } = step.after;
  const { items, chain } = recorded(
    { accountId: breakId, lenderId, book: bookOf({ lenderId, currency }), chain: { sequence, head } },
    [step.event],
    now,
  );
  const version = before === undefined ? 1 : before.version + 1;
  const record = { ...step.after, version, sequence: chain.sequence, head: chain.head };
  const beside: readonly Change[] = [
    ...(step.evidence ? [breaks.shown(breakId, step.evidence)] : []),
    ...(step.comment ? [breaks.commented(step.comment)] : []),
  ];
  return {
    record,
    written: {
      identity: [breaks.step(breakId, name, now), ...besides],
      state: [
        before === undefined ? breaks.opened(record) : breaks.changed(before, record),
        ...beside,
        ...settles,
      ],
      events: items,
    },
  };
}
