import * as z from "zod";
import { LenderId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { BookOwner } from "./book.ts";
import { HistoryKind } from "./history-kinds.ts";
import { JournalEntry } from "./journal.ts";
import { Seal } from "./seal.ts";

/** `?lenderId=…`: whose. */
export const OwnerQuery = z.object({ lenderId: BookOwner.exactOptional() });

/** `?lenderId=…&currency=…`: which book. Who sees one lender's only need not name it. */
export const BookQuery = z.object({
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

/** A book as it is listed: up to which day it is sealed, if it is. */
export const BookView = z.object({
  owner: BookOwner,
  currency: Currency,
  sealedTo: LocalDate.exactOptional(),
  head: z.string().exactOptional(),
});
export type BookView = z.infer<typeof BookView>;

export const SealView = Seal;

/** What can be verified: the histories of one kind, or the sealed days of a book. */
export const Verifiable = z.enum([...HistoryKind.options, "SEALS"]);
export type Verifiable = z.infer<typeof Verifiable>;

/** Accounts are verified in all currencies; all else book by book. */
export const VerificationQuery = z
  .object({
    lenderId: BookOwner.exactOptional(),
    currency: Currency.exactOptional(),
    of: Verifiable.default("ACCOUNTS"),
  })
  .refine(({ of, currency }) => of === "ACCOUNTS" || currency !== undefined, {
    error: "is needed, but for accounts",
    path: ["currency"],
  });

/** Where something does not fit: an event of a history, the history as a whole, or a sealed day. */
export const DifferenceView = z.object({
  subject: z.string(),
  sequence: z.int().exactOptional(),
  code: z.string(),
  detail: z.string(),
});

export const VerificationView = z.object({
  /** Histories, or sealed days. */
  checked: z.int(),
  /** Events of them, or entries of the days. */
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
  /** What of it was disputed. */
  disputed: z.int(),
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
  disputed: z.int(),
  creditBalance: z.int(),
});
export type StatementView = z.infer<typeof StatementView>;
