import * as z from "zod";
import { LenderId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { BookOwner } from "./book.ts";
import { JournalEntry } from "./journal.ts";

/** `?lenderId=…&currency=…`: which book. Who sees one lender's only need not name it. */
/** `?lenderId=…`: whose. */
export const OwnerQuery = z.object({ lenderId: BookOwner.exactOptional() });

const BookQuery = z.object({
  lenderId: BookOwner.exactOptional(),
  currency: Currency,
});

export const TrialBalanceQuery = BookQuery.extend({ asOf: Instant.exactOptional() });

/** One ledger account: what went in and out of it, and what is left; debits are positive. */
export const LedgerAccountView = z.object({
  account: z.string(),
  debit: z.int(),
  credit: z.int(),
  balance: z.int(),
});
export type LedgerAccountView = z.infer<typeof LedgerAccountView>;

export const TrialBalanceView = z.object({
  owner: BookOwner,
  currency: Currency,
  asOf: Instant,
  accounts: z.array(LedgerAccountView),
  /** Of all accounts; the same on both sides. */
  debit: z.int(),
  credit: z.int(),
});
export type TrialBalanceView = z.infer<typeof TrialBalanceView>;

export const JournalQuery = BookQuery.extend({ date: LocalDate });

export const JournalEntryView = JournalEntry;

export const VerificationQuery = z.object({ lenderId: LenderId.exactOptional() });

/** Where something does not fit: an event of an account, or the account as a whole. */
export const DifferenceView = z.object({
  accountId: z.string(),
  sequence: z.int().exactOptional(),
  code: z.string(),
  detail: z.string(),
});

export const VerificationView = z.object({
  accounts: z.int(),
  events: z.int(),
  differences: z.array(DifferenceView),
  nextCursor: z.string().exactOptional(),
});

/** A line of an account's statement: an event that moved money, and what was owed after it. */
export const StatementLine = z.object({
  eventId: z.string(),
  type: z.string(),
  effectiveAt: Instant,
  postedAt: Instant,
  postings: z.array(z.object({ account: z.string(), amount: z.int() })),
  /** By how much the debt changed: negative when it fell. */
  change: z.int(),
  outstanding: z.int(),
  creditBalance: z.int(),
});
export type StatementLine = z.infer<typeof StatementLine>;

export const StatementView = z.object({
  accountId: z.string(),
  lenderId: LenderId,
  lenderAccountRef: z.string(),
  currency: Currency,
  lines: z.array(StatementLine),
  outstanding: z.int(),
  creditBalance: z.int(),
});
export type StatementView = z.infer<typeof StatementView>;
