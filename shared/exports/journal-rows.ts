import { bookedAt, type JournalEntry } from "../ledger/journal.ts";
import type { Export } from "./model.ts";
import { headerText, rowsText } from "./row-text.ts";

/**
 * The columns of a journal: a row for each leg. Amounts are minor units; one of debit and credit is empty. `enteredOn`
 * is the day whose books have it: later than `postedOn` for what came after its day was sealed.
 */
const columns = [
  "entry",
  "leg",
  "postedOn",
  "effectiveOn",
  "accountCode",
  "account",
  "debit",
  "credit",
  "currency",
  "type",
  "reference",
  "history",
  "enteredOn",
] as const;

type Row = Readonly<Record<(typeof columns)[number], string | number>>;

/** The code of a ledger account: its own, that of what it is below, or its name. */
export function codeOf(codes: Export["codes"], account: string): string {
  for (let name = account; name !== ""; name = name.slice(0, Math.max(0, name.lastIndexOf("/")))) {
    const code = codes[name];
    if (code !== undefined) return code;
  }
  return account;
}

/** What of an export decides how a row looks. */
type Form = Pick<Export, "format" | "codes" | "currency">;

const rowsOf = ({ codes, currency }: Form, entry: JournalEntry): readonly Row[] =>
  entry.postings.map(({ account, amount }, index) => ({
    entry: entry.eventId,
    leg: index + 1,
    postedOn: entry.postedAt.slice(0, 10),
    effectiveOn: entry.effectiveAt.slice(0, 10),
    accountCode: codeOf(codes, account),
    account,
    debit: amount > 0 ? amount : "",
    credit: amount < 0 ? -amount : "",
    currency,
    type: entry.type,
    reference: entry.reference ?? "",
    history: entry.accountId,
    enteredOn: bookedAt(entry).slice(0, 10),
  }));

export const headerOf = (one: Form): string => headerText(one, columns);

export const textOf = (one: Form, entries: readonly JournalEntry[]): string =>
  rowsText(
    one,
    columns,
    entries.flatMap((entry) => rowsOf(one, entry)),
  );
