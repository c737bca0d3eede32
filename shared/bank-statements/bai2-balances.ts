import type { Currency } from "../kernel/money.ts";
import type { Summary } from "./bai2-account.ts";
import type { Balance, BankStatement, Place } from "./model.ts";
import { compare, type Claim, type Tally } from "./tally.ts";

const OPENING_LEDGER = "010";
const CLOSING_LEDGER = "015";
const sides = [
  { type: "100", side: "CREDIT" },
  { type: "400", side: "DEBIT" },
] as const;

function balance(
  summaries: readonly Summary[],
  type: string,
  currency: Currency | undefined,
): Balance | undefined {
  const amount = summaries.find((one) => one.type === type)?.amount;
  if (amount === undefined || currency === undefined) return undefined;
  const number = Number(amount);
  return Number.isSafeInteger(number) ? { amount: number, currency } : undefined;
}

export function openedBy(
  summaries: readonly Summary[],
  currency: Currency | undefined,
): Pick<BankStatement, "opening"> {
  const opening = balance(summaries, OPENING_LEDGER, currency);
  return opening ? { opening } : {};
}

export function closedBy(
  summaries: readonly Summary[],
  currency: Currency | undefined,
): Pick<BankStatement, "closing"> {
  const closing = balance(summaries, CLOSING_LEDGER, currency);
  return closing ? { closing } : {};
}

/** Details may be of some types only. Where as many came as are counted, they make the total. */
export function checkSummaries(summaries: readonly Summary[], tally: Tally, place: Place): void {
  const claims = sides.flatMap(({ type, side }): readonly Claim[] => {
    const stated = summaries.find((one) => one.type === type);
    const count = tally.countOf(side);
    if (stated?.amount === undefined || count === 0 || Number(stated.count || Number.NaN) !== count)
      return [];
    const found = tally
      .totals()
      .map(({ credits, debits }) => (side === "CREDIT" ? credits : debits))
      .reduce((all, one) => all + one, 0n);
    const reason = "The lines of one side do not make its total.";
    return [{ code: `${side}S_MISMATCH`, reason, stated: stated.amount, found }];
  });
  compare(tally, claims, place);
  for (const { amount } of summaries)
    if (amount === undefined)
      tally.fault({
        code: "BALANCE_UNREADABLE",
        reason: "A balance or a total cannot be read.",
        place,
        expected: "",
        found: "",
      });
}
