import * as z from "zod";
import { Month } from "../kernel/months.ts";
import { Currency } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { BookOwner } from "../ledger/book.ts";

/** `per_2026-02_USD_lnd_…`: a month of a book says which it is. */
export const PeriodId = z
  .string()
  .regex(/^per_(?!0000|9999)\d{4}-(0[1-9]|1[0-2])_[A-Z]{3}_(lnd_[0-9A-HJKMNP-TV-Z]{26}|unassigned)$/u)
  .brand<"PeriodId">();
export type PeriodId = z.infer<typeof PeriodId>;

export const PeriodState = z.enum(["OPEN", "CLOSING", "CLOSED"]);
export type PeriodState = z.infer<typeof PeriodState>;

/** What is looked at before a month is closed. */
export const CheckCode = z.enum([
  "MONTH_OVER",
  "PREVIOUS_CLOSED",
  "DAYS_SEALED",
  "EVENTS_CARRIED",
  "FIGURES_READY",
  "TRIAL_BALANCE",
  "NO_DRIFT",
  "RECONCILED",
  "BREAKS_SETTLED",
  "BREAKS_LEFT",
  "RUN_DECIDED",
  "ADVICES_SETTLED",
  "BANK_AGREES",
  "CLEARING_EMPTY",
  "SUSPENSE_EMPTY",
]);
export type CheckCode = z.infer<typeof CheckCode>;

/** `BLOCKS`: the month cannot be closed with it. `WARNS`: it can, and somebody should know. */
export const CheckOutcome = z.enum(["PASSED", "WARNS", "BLOCKS"]);
export type CheckOutcome = z.infer<typeof CheckOutcome>;

export const CheckView = z.object({
  code: CheckCode,
  outcome: CheckOutcome,
  /** How many of what the check looks for were found; none when it passed. */
  count: z.int(),
  detail: z.string(),
  /** Where to look, as paths of this API. */
  links: z.array(z.string()),
});
export type CheckView = z.infer<typeof CheckView>;

/** What a month came to: counted, hashed, and with the seal of its last day. */
export const PeriodFigures = z.object({
  at: Instant,
  entries: z.int(),
  debit: z.int(),
  credit: z.int(),
  /** Of the month's journal as an export in JSONL without account codes has it. */
  sha256: z.string(),
  bytes: z.int(),
  /** How many ledger accounts the trial balance has. */
  accounts: z.int(),
  /** The hash of the trial balance, under which it stands. */
  balanceHash: z.string(),
  /** The hash of the seal of the month's last day. */
  seal: z.string(),
});
export type PeriodFigures = z.infer<typeof PeriodFigures>;

export const PeriodView = z.object({
  periodId: PeriodId,
  owner: BookOwner,
  currency: Currency,
  month: Month,
  from: LocalDate,
  to: LocalDate,
  state: PeriodState,
  begunBy: z.string().exactOptional(),
  begunAt: Instant.exactOptional(),
  closedBy: z.string().exactOptional(),
  closedAt: Instant.exactOptional(),
  figures: PeriodFigures.exactOptional(),
});
export type PeriodView = z.infer<typeof PeriodView>;

export const PeriodDetail = PeriodView.extend({ checklist: z.array(CheckView) });
export type PeriodDetail = z.infer<typeof PeriodDetail>;

/** `?lenderId=…&currency=…`: which book's. */
export const PeriodQuery = z.object({ lenderId: BookOwner.exactOptional(), currency: Currency });
