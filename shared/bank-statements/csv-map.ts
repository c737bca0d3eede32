import * as z from "zod";
import { Currency } from "../kernel/money.ts";

const HEADER_LENGTH_MAX = 200;
const COLUMN_COUNT_MAX = 20;

/** The name of a column in the file's own header. */
const Header = z.string().min(1).max(HEADER_LENGTH_MAX);

const Words = z.array(z.string().min(1).max(50)).min(1).max(20);

/** How the bank writes dates. */
export const DateFormat = z.enum([
  "YYYY-MM-DD",
  "YYYYMMDD",
  "DD.MM.YYYY",
  "DD/MM/YYYY",
  "MM/DD/YYYY",
  "DD-MM-YYYY",
]);
export type DateFormat = z.infer<typeof DateFormat>;

/** One column with its sign, two columns by side, or one column beside another that names the side. */
const AmountColumns = z.union([
  z.strictObject({ signed: Header }),
  z.strictObject({ credit: Header, debit: Header }),
  z.strictObject({
    unsigned: Header,
    side: Header,
    creditWords: Words,
    debitWords: Words,
  }),
]);

/** How the CSV files of one bank account are read. */
export const CsvMap = z.strictObject({
  bankAccount: z.string().min(1).max(64),
  /** Of every line, unless a column names it. */
  currency: Currency,
  delimiter: z.enum([",", ";", "\t", "|"]).default(","),
  encoding: z.enum(["utf-8", "iso-8859-1", "iso-8859-15", "windows-1252"]).default("utf-8"),
  dates: DateFormat.default("YYYY-MM-DD"),
  decimal: z.enum([".", ","]).default("."),
  /** Between thousands; where it stands elsewhere, the amount is none. */
  grouping: z.enum([".", ",", " ", "'"]).exactOptional(),
  amount: AmountColumns,
  valueDate: Header,
  bookingDate: Header.exactOptional(),
  currencyColumn: Header.exactOptional(),
  servicerRef: Header.exactOptional(),
  references: z.array(Header).max(COLUMN_COUNT_MAX).default([]),
  text: z.array(Header).max(COLUMN_COUNT_MAX).default([]),
  counterpartyName: Header.exactOptional(),
  counterpartyAccount: Header.exactOptional(),
  /** The account's balance after each line, and in which order the lines stand. */
  balance: z
    .strictObject({ column: Header, order: z.enum(["OLDEST_FIRST", "NEWEST_FIRST"]) })
    .exactOptional(),
});
export type CsvMap = z.infer<typeof CsvMap>;
