import { fail, ok, type Result } from "../kernel/result.ts";
import type { Currency } from "../kernel/money.ts";
import { balanceIn } from "./mt940-balance.ts";
import { firstLineOf, type Field, type Tools } from "./mt940-field.ts";
import type { Balance, BankStatement, Problem, StatementKind } from "./model.ts";

/** What stands before the lines of a statement. */
export type Head = {
  statementId: string;
  bankAccount: string;
  sequence: string;
  opening: Field | undefined;
  /** It is a report of the day, which has a floor limit or a time, and no balances. */
  isInterim: boolean;
  floorCurrency: Currency | undefined;
};

export const textOf = ({ text }: Field): string => firstLineOf(text).trim();

export const newHead = (field: Field): Head => ({
  statementId: textOf(field),
  bankAccount: "",
  sequence: "",
  opening: undefined,
  isInterim: false,
  floorCurrency: undefined,
});

/** What is known of a head with one field more. */
export function withField(head: Head, field: Field, { currency }: Tools): Head {
  switch (field.tag) {
    case "25":
    case "25P":
      return { ...head, bankAccount: textOf(field).replaceAll(/\s+/gu, "") };
    case "28":
    case "28C":
      return { ...head, sequence: textOf(field) };
    case "60F":
    case "60M":
      return { ...head, opening: field };
    case "13":
    case "13D":
      return { ...head, isInterim: true };
    case "34F":
      return { ...head, isInterim: true, floorCurrency: currency(textOf(field).slice(0, 3)) };
    default:
      return head;
  }
}

export type Opened = {
  readonly statement: Omit<BankStatement, "place">;
  /** Why its opening balance is none. */
  readonly problem: Problem | undefined;
};

const missing = (code: string, reason: string) => fail({ code, reason });

/** The statement that a head begins, or what it lacks. */
export function openedBy(head: Head | undefined, tools: Tools): Result<Opened, Problem> {
  if (head === undefined) return missing("FIELD_MISSING", "A statement begins with field 20.");
  if (head.bankAccount === "") return missing("ACCOUNT_MISSING", "The statement names no account.");
  if (head.opening !== undefined) return ok(booked(head, balanceIn(textOf(head.opening), tools)));
  if (head.isInterim)
    return ok({ statement: described(head, "PROVISIONAL", head.floorCurrency), problem: undefined });
  return missing("OPENING_MISSING", "It has neither an opening balance nor the head of a report.");
}

const described = (
  { statementId, bankAccount, sequence }: Head,
  kind: StatementKind,
  currency: Currency | undefined,
): Opened["statement"] => ({
  statementId,
  bankAccount,
  kind,
  ...(currency && { currency }),
  ...(sequence !== "" && { sequence }),
});

const booked = (head: Head, opening: Result<Balance, Problem>): Opened =>
  opening.ok
    ? {
        statement: { ...described(head, "BOOKED", opening.value.currency), opening: opening.value },
        problem: undefined,
      }
    : { statement: described(head, "BOOKED", undefined), problem: opening.error };
