import * as z from "zod";
import { emptyChain } from "../kernel/event.ts";
import { Currency } from "../kernel/money.ts";
import { Month } from "../kernel/months.ts";
import { Instant } from "../kernel/time.ts";
import type { TransitionTable } from "../kernel/transitions.ts";
import { BookOwner, type Book } from "../ledger/book.ts";
import { sha256 } from "../platform/canonical.ts";
import { PeriodFigures, PeriodId, PeriodState } from "./wire.ts";

/** Nothing leads out of `CLOSED`: what is found later is posted into the month that is open then. */
export const periodTransitions = {
  begin: { from: ["OPEN"], to: "CLOSING" },
  close: { from: ["CLOSING"], to: "CLOSED" },
  reopen: { from: ["CLOSING"], to: "OPEN" },
} as const satisfies TransitionTable<PeriodState>;

const Step = z.object({ by: z.string(), at: Instant });

/** What is carried over of the trial balance into the checklist. */
const Left = z.object({ account: z.string(), balance: z.int() });

/** What a month came to, and what of it is not where it belongs. */
export const Prepared = PeriodFigures.extend({
  /** The first ledger accounts of money on its way, and of money that is nobody's, that are not empty. */
  clearing: z.array(Left),
  clearingCount: z.int(),
  suspense: z.array(Left),
  suspenseCount: z.int(),
});
export type Prepared = z.infer<typeof Prepared>;

/** A calendar month of a book. One that nobody began to close is open, and stands nowhere. */
export const Period = z.object({
  periodId: PeriodId,
  owner: BookOwner,
  currency: Currency,
  month: Month,
  state: PeriodState,
  begun: Step.exactOptional(),
  prepared: Prepared.exactOptional(),
  closed: Step.exactOptional(),
  version: z.int(),
  /** The end of its history's chain. */
  sequence: z.int(),
  head: z.string(),
});
export type Period = z.infer<typeof Period>;

export const periodIdOf = ({ owner, currency }: Book, month: Month): PeriodId =>
  PeriodId.parse(`per_${month}_${currency}_${owner}`);

/** The month that an id names. */
export function openPeriod(periodId: PeriodId): Period | undefined {
  const [, month, currency, ...owner] = periodId.split("_");
  const named = z
    .object({ month: Month, currency: Currency, owner: BookOwner })
    .safeParse({ month, currency, owner: owner.join("_") });
  if (!named.success) return undefined;
  return { periodId, ...named.data, state: "OPEN", version: 0, ...emptyChain };
}

const ID_LENGTH = 26;

/** The id of a period's history: events are named after one that is as long as any other. */
export const historyIdOf = (periodId: PeriodId): string =>
  `per_${sha256(periodId).slice(0, ID_LENGTH).toUpperCase()}`;
