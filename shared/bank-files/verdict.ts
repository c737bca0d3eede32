import type { BankFileEvent, BankStatement, Fault, Place, StatementEnd } from "../bank-statements/model.ts";
import type { Currency } from "../kernel/money.ts";
import { CURRENCY_COUNT_MAX, REASON_COUNT_MAX, STATEMENT_COUNT_MAX, type KnownAccount } from "./model.ts";
import { accountOf } from "./settings.ts";
import type { FileReason } from "./wire.ts";

/** Why none of a file may be loaded; nothing, where all of it may. */
export type Verdict = {
  readonly reasons: readonly FileReason[];
  readonly found: { readonly statements: number; readonly lines: number; readonly quarantined: number };
};

/**
 * Holds a file against the lender's accounts and against what it says of itself, while it is read. What was
 * quarantined is missing from the sums: then a figure that does not fit refuses nothing, and the statement stays
 * without proof.
 */
export function newVerdict(accounts: readonly KnownAccount[]) {
  const found = { statements: 0, lines: 0, quarantined: 0 };
  const reasons: FileReason[] = [];
  const turnover = new Map<Currency, bigint>();
  let account: KnownAccount | undefined;
  let hasOtherCurrency = false;
  const add = (reason: FileReason): void => {
    if (reasons.length < REASON_COUNT_MAX) reasons.push(reason);
  };
  const begin = (statement: BankStatement): void => {
    found.statements += 1;
    account = accountOf(accounts, statement.bankAccount);
    hasOtherCurrency = false;
    if (found.statements === STATEMENT_COUNT_MAX + 1) add(tooManyStatements(statement.place));
    if (account === undefined) add(foreign(statement));
    if (statement.isCorrection) add(correction(statement.place));
  };
  const line = (currency: Currency, amount: number, place: Place): void => {
    found.lines += 1;
    turnover.set(currency, (turnover.get(currency) ?? 0n) + BigInt(Math.abs(amount)));
    if (account === undefined || account.currency === currency || hasOtherCurrency) return;
    hasOtherCurrency = true;
    add(otherCurrency(account.currency, currency, place));
  };
  const close = ({ statement, faults, quarantinedCount }: StatementEnd): void => {
    const stated = statement.closing?.currency ?? statement.opening?.currency;
    if (account !== undefined && stated !== undefined && stated !== account.currency && !hasOtherCurrency)
      add(otherCurrency(account.currency, stated, statement.place));
    if (quarantinedCount === 0) for (const fault of faults) add(reasonOf(fault));
  };
  return {
    /** @returns false when there is no sense in reading on */
    take: (event: BankFileEvent): boolean => {
      if (event.kind === "statement") begin(event.statement);
      else if (event.kind === "line") line(event.line.currency, event.line.amount, event.line.place);
      else if (event.kind === "quarantined") found.quarantined += 1;
      else if (event.kind === "statement-end") close(event);
      else if (event.kind === "end" && found.quarantined === 0)
        for (const fault of event.faults) add(reasonOf(fault));
      else if (event.kind === "refused")
        add({ code: event.refusal.code, message: event.refusal.reason, ...placeOf(event.refusal.place) });
      return reasons.length < REASON_COUNT_MAX && found.statements <= STATEMENT_COUNT_MAX;
    },
    end: (): Verdict => {
      if (reasons.length === 0 && turnover.size > CURRENCY_COUNT_MAX) add(tooManyCurrencies);
      if ([...turnover.values()].some((sum) => sum > BigInt(Number.MAX_SAFE_INTEGER))) add(tooMuch);
      return { reasons, found };
    },
  };
}

const placeOf = ({ line, statement }: Place) => ({
  line,
  ...(statement !== undefined && { statement }),
});

export const reasonOf = ({ code, reason, place, expected, found }: Fault): FileReason => ({
  code,
  message: reason,
  ...placeOf(place),
  ...(expected !== "" && { expected }),
  ...(found !== "" && { found }),
});

const SHOWN_LENGTH_MAX = 64;

const foreign = ({ bankAccount, place }: BankStatement): FileReason => ({
  code: "ACCOUNT_UNKNOWN",
  message: "The statement is of an account that the file may not have.",
  ...placeOf(place),
  found: bankAccount.slice(0, SHOWN_LENGTH_MAX),
});

const correction = (place: Place): FileReason => ({
  code: "CORRECTION",
  message: "The statement takes the place of an earlier one: a person has to find out what is taken back.",
  ...placeOf(place),
});

const otherCurrency = (expected: Currency, found: Currency, place: Place): FileReason => ({
  code: "CURRENCY_DIFFERS",
  message: "The statement has another currency than its account.",
  ...placeOf(place),
  expected,
  found,
});

const tooManyStatements = (place: Place): FileReason => ({
  code: "TOO_MANY_STATEMENTS",
  message: `A file may have ${STATEMENT_COUNT_MAX} statements at most.`,
  ...placeOf(place),
});

const tooManyCurrencies: FileReason = {
  code: "TOO_MANY_CURRENCIES",
  message: `A file may have ${CURRENCY_COUNT_MAX} currencies at most.`,
};

const tooMuch: FileReason = {
  code: "SUM_TOO_LARGE",
  message: "The lines add up to more than can be counted exactly: split the file.",
};
