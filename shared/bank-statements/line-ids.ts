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

/** Statements of one account and kind that count on: what is alike in them happened as often as it is told. */
type Run = { readonly number: number; last: BankStatement | undefined };

/**
 * Identities of lines: a hash of account, value date, amount and the bank's reference, or without one of all that
 * the line says; and which one it is of several that are alike. Statements of an account that follow each other go
 * on counting, for what is alike in them is not the same; one that overlaps the one before it begins to count again.
 */
export function lineIds(): LineIds {
  const ordinals = newOrdinals();
  const runs = new Map<string, Run>();
  let account = "";
  let runCount = 0;
  let run: Run = { number: 0, last: undefined };
  return {
    begin: (statement, isNextPage) => {
      account = told(statement.bankAccount);
      const name = `${statement.kind}${account}`;
      const standing = runs.get(name);
      if (standing !== undefined && (isNextPage || follows(standing.last, statement))) {
        run = standing;
        return;
      }
      // Of a file of one account nothing that was counted is asked for again.
      if (runs.size === 1 && standing !== undefined) ordinals.clear();
      runCount += 1;
      run = { number: runCount, last: undefined };
      runs.set(name, run);
    },
    end: (statement) => {
      run.last = statement;
    },
    next: (line) => {
      const hash = sha256(identifying(account, line));
      return `${hash.slice(0, ID_LENGTH)}-${ordinals.next(leading(hash) + run.number)}`;
    },
  };
}

/** What a line that a person states is made of. */
type Identified = Pick<
  ReadLine,
  "currency" | "amount" | "valueDate" | "bookingDate" | "servicerRef" | "references" | "text" | "counterparty"
>;

/** The identity of the first, second, … of the lines that say the same, as any file that has them gives it. */
export const lineIdOf = (bankAccount: string, line: Identified, ordinal: number): string =>
  `${sha256(identifying(told(bankAccount), line)).slice(0, ID_LENGTH)}-${ordinal}`;

/** It begins with the balance that the other ended with, and is not the same statement once more. */
function follows(last: BankStatement | undefined, next: BankStatement): boolean {
  if (last?.closing === undefined || next.opening === undefined) return false;
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

const [SIXTEEN, DIGIT_0, DIGIT_9, TEN_LETTER] = [16, 0x30, 0x39, 0x61 - 10];

/** The first digits of a hash as a number that is not zero. */
function leading(hash: string): number {
  let number = 0;
  for (let at = 0; at < HASHED_DIGITS; at += 1) {
    const code = hash.charCodeAt(at);
    number = number * SIXTEEN + code - (code <= DIGIT_9 ? DIGIT_0 : TEN_LETTER);
  }
  return number + 1;
}

/** Each text with its length before it, so that no two lines are written alike. */
function identifying(account: string, line: Identified): string {
  const always = `${account}${line.valueDate}${line.currency}${line.amount}`;
  if (line.servicerRef !== undefined) return `${always}=${told(line.servicerRef)}`;
  const { bookingDate = "", references, text, counterparty } = line;
  let all = `${always}~${told(bookingDate)}${told(text)}`;
  all += told(counterparty?.name ?? "") + told(counterparty?.account ?? "");
  for (const one of references) all += told(one);
  return all;
}

const told = (text: string): string => `${text.length}:${text}`;
