import type { StoredLine } from "./line.ts";
import type { BankStatementView, FileReason } from "./wire.ts";

type Money = Pick<StoredLine, "currency" | "amount">;

const BALANCE = "BALANCE_MISMATCH";

/** By how much a figure grows when a line comes to those that were added up. */
const growth: Readonly<Record<string, (amount: number) => number>> = {
  [BALANCE]: (amount) => amount,
  NET_MISMATCH: (amount) => amount,
  SUM_MISMATCH: Math.abs,
  CREDITS_MISMATCH: (amount) => Math.max(amount, 0),
  DEBITS_MISMATCH: (amount) => Math.max(-amount, 0),
  CONTROL_TOTAL_MISMATCH: Math.abs,
};

/** A statement of which one entry more is settled, with the line that it became if it became one. */
export function settledStatement(before: BankStatementView, line: Money | undefined): BankStatementView {
  const after = line === undefined ? before : { ...before, ...withLine(before, line) };
  const settled = before.settled + 1;
  const isComplete = settled === before.quarantined && isBalanced(before);
  return { ...after, settled, proven: isComplete && after.faults.length === 0 };
}

/** How many of its entries still wait for a person. */
export const waitingIn = ({ quarantined, settled }: BankStatementView): number => quarantined - settled;

/** What its lines make too much of its closing balance, or, negative, lack of it; zero where nothing says so. */
export function surplusOf({ faults }: BankStatementView): number {
  const fault = faults.find(({ code }) => code === BALANCE);
  return Number(BigInt(fault?.found ?? 0) - BigInt(fault?.expected ?? 0));
}

const isBalanced = ({ opening, closing }: BankStatementView): boolean =>
  opening !== undefined && closing !== undefined && opening.currency === closing.currency;

function withLine(before: BankStatementView, line: Money): Pick<BankStatementView, "totals" | "faults"> {
  const counted = before.faults.find(isShortOfEntries);
  return {
    totals: withTotal(before.totals, line),
    faults: withAgreement(before, line).flatMap((fault) =>
      grown(fault, fault === counted ? 1 : (growth[fault.code]?.(line.amount) ?? 0)),
    ),
  };
}

/** Where entries are counted by side, nobody says which side: the first count that is short has the line. */
const isShortOfEntries = ({ code, found, expected }: FileReason): boolean =>
  code === "COUNT_MISMATCH" && BigInt(found ?? 0) < BigInt(expected ?? 0);

function withTotal(totals: BankStatementView["totals"], { currency, amount }: Money) {
  const before = totals.find((one) => one.currency === currency);
  const { lines = 0, credits = "0", debits = "0" } = before ?? {};
  const after = {
    currency,
    lines: lines + 1,
    credits: String(BigInt(credits) + BigInt(Math.max(amount, 0))),
    debits: String(BigInt(debits) + BigInt(Math.max(-amount, 0))),
  };
  return [...totals.filter((one) => one !== before), after].toSorted((a, b) =>
    a.currency < b.currency ? -1 : 1,
  );
}

/** Where the lines made the closing balance without this one, they no longer do. */
function withAgreement(statement: BankStatementView, { currency }: Money): readonly FileReason[] {
  const { faults, closing, number } = statement;
  const isTold = faults.some(({ code }) => code === BALANCE);
  if (isTold || !isBalanced(statement) || closing?.currency !== currency) return faults;
  const balance = String(closing.amount);
  const message = "The opening balance and the lines do not make the closing balance.";
  return [...faults, { code: BALANCE, message, statement: number, expected: balance, found: balance }];
}

/** A fault with the line in it; none where that is what was missing. */
function grown(fault: FileReason, by: number): readonly FileReason[] {
  if (by === 0 || fault.found === undefined) return [fault];
  const found = String(BigInt(fault.found) + BigInt(by));
  return found === fault.expected ? [] : [{ ...fault, found }];
}
