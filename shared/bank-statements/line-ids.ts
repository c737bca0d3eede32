import { sha256 } from "../platform/canonical.ts";
import type { BankStatement, ReadLine } from "./model.ts";
import { newOrdinals } from "./ordinals.ts";

export type LineIds = {
  /** A new statement, which may go on where the one before it ended. */
  readonly begin: (statement: BankStatement, isNextPage: boolean) => void;
  readonly end: (statement: BankStatement) => void;
  readonly next: (line: ReadLine) => string;
};

const ID_LENGTH = 32;
const HASHED_DIGITS = 13;

/**
 * Identities of lines: a hash of account, value date, amount and the bank's reference, or without one of all that
 * the line says; and which one it is of several that are alike. Statements of an account that follow each other go
 * on counting, for what is alike in them is not the same; one that overlaps the one before it begins to count again.
 */
export function lineIds(): LineIds {
  const ordinals = newOrdinals();
  let bankAccount = "";
  let last: BankStatement | undefined;
  return {
    begin: (statement, isNextPage) => {
      bankAccount = statement.bankAccount;
      if (!(isNextPage && isOfSameAccount(last, statement)) && !follows(last, statement)) ordinals.clear();
    },
    end: (statement) => {
      last = statement;
    },
    next: (line) => {
      const hash = sha256(identifying(bankAccount, line));
      const number = Number.parseInt(hash.slice(0, HASHED_DIGITS), 16) + 1;
      return `${hash.slice(0, ID_LENGTH)}-${ordinals.next(number)}`;
    },
  };
}

const isOfSameAccount = (last: BankStatement | undefined, next: BankStatement): boolean =>
  last?.bankAccount === next.bankAccount && last.kind === next.kind;

/** It begins with the balance that the other ended with, and is not the same statement once more. */
function follows(last: BankStatement | undefined, next: BankStatement): boolean {
  if (last === undefined || !isOfSameAccount(last, next)) return false;
  if (last.closing === undefined || next.opening === undefined) return false;
  const isRepeat =
    last.statementId === next.statementId &&
    last.sequence === next.sequence &&
    last.opening?.amount === next.opening.amount;
  return (
    !isRepeat &&
    last.closing.amount === next.opening.amount &&
    last.closing.currency === next.opening.currency
  );
}

/** Each text with its length before it, so that no two lines are written alike. */
function identifying(bankAccount: string, line: ReadLine): string {
  const always = `${told(bankAccount)}${line.valueDate}${line.currency}${line.amount}`;
  if (line.servicerRef !== undefined) return `${always}=${told(line.servicerRef)}`;
  const { bookingDate = "", references, text, counterparty } = line;
  let all = `${always}~${told(bookingDate)}${told(text)}`;
  all += told(counterparty?.name ?? "") + told(counterparty?.account ?? "");
  for (const one of references) all += told(one);
  return all;
}

const told = (text: string): string => `${text.length}:${text}`;
