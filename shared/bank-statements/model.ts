import type { Currency } from "../kernel/money.ts";
import type { LocalDate } from "../kernel/time.ts";

/** The formats of bank files, and for CSV a map of its columns. */
export type Format = "CAMT" | "MT940" | "BAI2" | "CSV";

/**
 * `BOOKED` is final; `PROVISIONAL` comes again in a booked statement; a `NOTIFICATION` tells the details of what a
 * booked statement has as one line. Only booked lines are money.
 */
export type StatementKind = "BOOKED" | "PROVISIONAL" | "NOTIFICATION";

/** Where something stands: its statement and its entry, each counted from 1, and the line of the file. */
export type Place = {
  readonly line: number;
  readonly statement?: number;
  readonly entry?: number;
};

/** Minor units, credit positive. */
export type Balance = {
  readonly amount: number;
  readonly currency: Currency;
  readonly date?: LocalDate;
};

type Period = { readonly from: LocalDate; readonly to: LocalDate };

export type BankStatement = {
  /** As the bank numbers it. Banks begin again and send overlapping ones: it identifies nothing. */
  readonly statementId: string;
  /** An IBAN, or the number that the bank writes, without spaces. */
  readonly bankAccount: string;
  readonly currency?: Currency | undefined;
  readonly kind: StatementKind;
  readonly sequence?: string;
  readonly opening?: Balance;
  readonly closing?: Balance;
  readonly period?: Period;
  /** It replaces what the bank sent before. */
  readonly isCorrection?: true;
  readonly place: Place;
};

export type LineStatus = "BOOKED" | "PENDING" | "INFORMATION";

export type Counterparty = { readonly name: string | undefined; readonly account: string | undefined };

/** What the bank took or gave; part of the line's amount, where `isIncluded` says so. */
export type Charge = {
  readonly amount: number;
  readonly currency: Currency;
  readonly isIncluded?: boolean | undefined;
  readonly type?: string | undefined;
};

/** One transaction of several that were booked as one line. */
export type BatchDetail = {
  /** Signed like a line's; absent where the bank tells none. */
  readonly amount?: number | undefined;
  readonly currency?: Currency | undefined;
  readonly references: readonly string[];
  readonly text: string;
  readonly counterparty?: Counterparty | undefined;
  readonly charges: readonly Charge[];
};

/** Several transactions in one line. Without details it is a bulk, whose details may come in a notification. */
export type Batch = { readonly count?: number | undefined; readonly details: readonly BatchDetail[] };

export type BankLine = {
  /** The same for the same movement in overlapping, repeated, provisional and booked statements. */
  readonly lineId: string;
  readonly bankAccount: string;
  readonly kind: StatementKind;
  readonly currency: Currency;
  /** Minor units, credit positive. */
  readonly amount: number;
  readonly valueDate: LocalDate;
  readonly bookingDate?: LocalDate | undefined;
  readonly isReversal: boolean;
  readonly status: LineStatus;
  /** The bank's own reference of the booking: joins a notification to its bulk. */
  readonly servicerRef?: string | undefined;
  /** All that may name a payment, the bank's own reference first; docs/bank-files.md has the order. */
  readonly references: readonly string[];
  readonly text: string;
  readonly counterparty?: Counterparty | undefined;
  readonly charges: readonly Charge[];
  readonly batch?: Batch | undefined;
  readonly place: Place;
};

/** A line before it has its identity. */
export type ReadLine = Omit<BankLine, "lineId" | "kind" | "bankAccount" | "place">;

/** Why something cannot be taken, in words that repeat nothing of what is in it. */
export type Problem = { readonly code: string; readonly reason: string };

/** A line that cannot be read: kept as it came, for a person. */
type QuarantinedLine = Problem & { readonly place: Place; readonly raw: string };

/** Something that the file states and that is not so. Amounts and counts as integers. */
export type Fault = Problem & { readonly place: Place; readonly expected: string; readonly found: string };

/** What was read of one currency: sums of minor units, both positive. */
export type CurrencyTotal = {
  readonly currency: Currency;
  readonly count: number;
  readonly credits: bigint;
  readonly debits: bigint;
};

export type StatementEnd = {
  /** With all that stands behind its lines. */
  readonly statement: BankStatement;
  readonly totals: readonly CurrencyTotal[];
  readonly quarantinedCount: number;
  readonly faults: readonly Fault[];
  /** Opening balance and booked lines were found to make the closing balance. */
  readonly isProven: boolean;
};

export type FileEnd = {
  readonly statementCount: number;
  readonly lineCount: number;
  readonly quarantinedCount: number;
  /** Of groups and of the file as a whole. */
  readonly faults: readonly Fault[];
};

/** Why a file cannot be read on. What came before stays as it was read, and is not the whole. */
export type Refusal = Problem & { readonly place: Place };

/** What a reader tells, in the order of the file. The last one is `end` or `refused`. */
export type BankFileEvent =
  | { readonly kind: "statement"; readonly statement: BankStatement }
  | { readonly kind: "line"; readonly line: BankLine }
  | { readonly kind: "quarantined"; readonly quarantined: QuarantinedLine }
  | ({ readonly kind: "statement-end" } & StatementEnd)
  | ({ readonly kind: "end" } & FileEnd)
  | { readonly kind: "refused"; readonly refusal: Refusal };
