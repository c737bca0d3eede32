import type { Booked } from "../agencies/pretend-agency-books.ts";
import { totalOf, type Advice, type Header, type Line } from "./pretend-advice.ts";
import { adviceOf, strays, type Account, type Left, type Planted } from "./pretend-period.ts";
import {
  advisedTwice,
  depositedLate,
  fitting,
  joinLines,
  lessAdvised,
  lumpTogether,
  neverReported,
  ordinary,
  wrongCommission,
  type Sheet,
} from "./pretend-slips.ts";

/** What is told too late for the period: a payment that was not advised yet, and one that bounces after it was. */
export type Late = { readonly header: Header; readonly heldBack: Line; readonly bounces: Booked };

export type Remitting = {
  /** In the order in which they are sent, with what the one before left below zero. */
  readonly advices: readonly { readonly advice: Advice; readonly broughtForward: number }[];
  /** What arrives at the bank, by the reference that comes with it. */
  readonly paid: ReadonlyMap<string, number>;
  readonly planted: readonly Planted[];
  /** What is left of what nothing is wrong with. */
  readonly carried: readonly Left[];
  readonly late: Late | undefined;
};

/** What the agencies of a lender remit for a period, by their own books, and by mistake. */
export function remittingOf(accounts: readonly Account[], period: Header["period"]): Remitting {
  const sheets = accounts.flatMap((account): Sheet[] => {
    const advice = adviceOf(account, period);
    return advice === undefined ? [] : [{ ...advice, lines: [...advice.lines], touched: new Set() }];
  });
  const used = new Set<Sheet>();
  const late = heldBack(sheets, used, accounts);
  const slips = [wrongCommission, depositedLate, lessAdvised, neverReported, advisedTwice];
  const planted = slips.flatMap((slip) => slip(sheets, used) ?? []);
  joinLines(sheets, used);
  const single = new Set(sheets);
  lumpTogether(sheets, used);
  const { advices, paid, carried } = settled(sheets.filter(({ lines }) => lines.length > 0));
  const atBank = [...(paidShort(sheets, single, paid) ?? []), ...unadvised(accounts, paid)];
  return {
    advices,
    paid,
    planted: [...accounts.flatMap(strays), ...planted, ...atBank],
    carried,
    late,
  };
}

/** The largest payment of an advice is left for the next one; the smallest bounces meanwhile. */
function heldBack(
  sheets: readonly Sheet[],
  used: Set<Sheet>,
  accounts: readonly Account[],
): Late | undefined {
  const books = accounts.flatMap((account) => account.books);
  const bouncing = (sheet: Sheet): Booked | undefined =>
    ordinary(sheet)
      .toSorted((a, b) => a.gross - b.gross)
      .flatMap(
        ({ paymentRef }) => books.find(({ ref, isWorked }) => ref === paymentRef && isWorked()) ?? [],
      )[0];
  const largest = (sheet: Sheet): Line | undefined =>
    ordinary(sheet).toSorted((a, b) => b.gross - a.gross)[0];
  const sheet = fitting(sheets, used, (one) => {
    const [most, least] = [largest(one), bouncing(one)];
    return most !== undefined && least !== undefined && least.amount.amount < most.gross;
  });
  const [most, bounces] = [sheet && largest(sheet), sheet && bouncing(sheet)];
  if (sheet === undefined || most === undefined || bounces === undefined) return undefined;
  sheet.touched.add(bounces.ref);
  sheet.lines = sheet.lines.filter((one) => one !== most);
  const { lines: _lines, touched: _touched, ...header } = sheet;
  return { header, heldBack: most, bounces };
}

/** What each advice makes its agency pay, once what the one before left below zero is taken off. */
function settled(sheets: readonly Sheet[]) {
  const carry = new Map<string, number>();
  const paid = new Map<string, number>();
  const advices = sheets.map(({ touched: _touched, ...advice }) => {
    const broughtForward = carry.get(advice.agencyId) ?? 0;
    const balance = totalOf(advice) + broughtForward;
    carry.set(advice.agencyId, Math.min(0, balance));
    if (balance > 0) paid.set(advice.bankRef, (paid.get(advice.bankRef) ?? 0) + balance);
    return { advice, broughtForward };
  });
  const carried = [...carry]
    .filter(([, amount]) => amount !== 0)
    .map(([agencyId, amount]) => ({ account: `in-transit/${agencyId}`, amount }));
  return { advices, paid, carried };
}

const SHORT_MINOR = 12_34;

/** Less arrives than was advised. What came stays unmatched, and what was missing is the agency's to pay. */
function paidShort(
  sheets: readonly Sheet[],
  single: ReadonlySet<Sheet>,
  paid: Map<string, number>,
): readonly Planted[] | undefined {
  const names = sheets.map(({ bankRef }) => bankRef);
  const isAlone = ({ bankRef }: Sheet): boolean => names.filter((one) => one === bankRef).length === 1;
  const sheet = sheets.findLast(
    (one) => single.has(one) && isAlone(one) && (paid.get(one.bankRef) ?? 0) > 2 * SHORT_MINOR,
  );
  if (sheet === undefined) return undefined;
  const { agencyId, bankRef } = sheet;
  const arrived = (paid.get(bankRef) ?? 0) - SHORT_MINOR;
  paid.set(bankRef, arrived);
  return [
    {
      code: "REMIT_SHORT",
      agencyId,
      about: [bankRef],
      // It owes what did not arrive, and the rest is found.
      leaves: [{ account: `agency-clearing/${agencyId}`, amount: SHORT_MINOR }],
    },
  ];
}

const UNADVISED_MINOR = 777_00;

/** Money comes that nobody advised. Finance finds out whose it is; that agency has remitted before it said so. */
function unadvised([first]: readonly Account[], paid: Map<string, number>): readonly Planted[] {
  if (first === undefined) return [];
  const { agencyId, code } = first;
  const reference = `STRAY-${code}`;
  paid.set(reference, UNADVISED_MINOR);
  return [
    {
      code: "REMIT_UNMATCHED_BANK",
      about: [reference],
      sender: agencyId,
      leaves: [{ account: `agency-clearing/${agencyId}`, amount: -UNADVISED_MINOR }],
    },
  ];
}
