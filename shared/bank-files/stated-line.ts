import { counterparty } from "../bank-statements/counterparty.ts";
import { lineIdOf } from "../bank-statements/line-ids.ts";
import { reference, referencesOf, spaced } from "../bank-statements/references.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { StoredEntry } from "./entry-model.ts";
import type { CorrectBankEntryRequest } from "./entry-wire.ts";
import { storedLine, type StoredLine } from "./line.ts";
import type { BankFile, KnownAccount } from "./model.ts";
import type { BankStatementView } from "./wire.ts";

/** Lines that say the same: more of them are not told apart by hand. */
const ALIKE_COUNT_MAX = 20;

type Of = { readonly file: BankFile; readonly account: KnownAccount };

type Known = Of & {
  readonly statement: Pick<BankStatementView, "kind">;
  /** Identities of lines that stand and say the same. */
  readonly standing: ReadonlySet<string>;
};

/**
 * The line that an entry becomes by what a person states.
 * @returns refusals `bank-entry-not-booked`, `currency-mismatch`, `bank-line-known`, `limit-reached`
 */
export function lineStatedBy(
  entry: StoredEntry,
  stated: CorrectBankEntryRequest,
  { statement, standing, ...of }: Known,
): Result<StoredLine, Refusal> {
  if (statement.kind !== "BOOKED")
    return refuse({
      code: "bank-entry-not-booked",
      detail: `The entry's statement is a ${statement.kind}: what it tells comes again once it is booked.`,
    });
  if (stated.amount.currency !== of.account.currency)
    return refuse({
      code: "currency-mismatch",
      detail: `The account is in ${of.account.currency}.`,
    });
  const alike = alikeIdsOf(entry, stated, of);
  const free = alike.findIndex((lineId) => !standing.has(lineId));
  if (free < 0)
    return refuse({
      code: "limit-reached",
      detail: `${ALIKE_COUNT_MAX} lines that say the same are not told apart by hand.`,
    });
  const [lineId] = alike;
  if (free > 0 && stated.isAnother !== true)
    return refuse({
      code: "bank-line-known",
      detail: "A line that says the same stands: reject the entry, or say that it is another movement.",
      extra: { lineId },
    });
  return ok(statedLine(entry, stated, { ...of, ordinal: free + 1 }));
}

/**
 * The line that a person reads in an entry: under the identity that any file gives it in which it can be read, so
 * that it is the same line when the bank sends it again. Of several that say the same it is the `ordinal`th.
 */
function statedLine(
  { bankAccount, number, place }: StoredEntry,
  stated: CorrectBankEntryRequest,
  { file, account, ordinal }: Of & { readonly ordinal: number },
): StoredLine {
  const servicerRef = reference(stated.servicerRef);
  const read = {
    bankAccount: bankAccount ?? account.number,
    kind: "BOOKED",
    status: "BOOKED",
    currency: account.currency,
    amount: stated.side === "DEBIT" ? -stated.amount.amount : stated.amount.amount,
    valueDate: stated.valueDate,
    bookingDate: stated.bookingDate,
    isReversal: false,
    servicerRef,
    references: referencesOf([servicerRef, ...(stated.references ?? [])]),
    text: spaced([stated.text]),
    counterparty: counterparty(stated.counterparty?.name, stated.counterparty?.account),
    charges: [],
    place,
  } as const;
  const lineId = lineIdOf(read.bankAccount, read, ordinal);
  return storedLine({ ...read, lineId }, { file, account, entry: file.stored.lines + number });
}

/** The identities of all that may say the same. */
export const alikeIdsOf = (entry: StoredEntry, stated: CorrectBankEntryRequest, of: Of): readonly string[] =>
  Array.from(
    { length: ALIKE_COUNT_MAX },
    (_, n) => statedLine(entry, stated, { ...of, ordinal: n + 1 }).lineId,
  );
