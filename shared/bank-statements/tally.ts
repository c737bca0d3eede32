import type { Currency } from "../kernel/money.ts";
import { FAULT_COUNT_MAX } from "./limits.ts";
import type { BankStatement, CurrencyTotal, Fault, Place, ReadLine } from "./model.ts";

type Sums = { count: number; creditCount: number; credits: bigint; debits: bigint; booked: bigint };

const newSums = (): Sums => ({ count: 0, creditCount: 0, credits: 0n, debits: 0n, booked: 0n });

export type Tally = ReturnType<typeof newTally>;

/** What the lines of one statement add up to, and what of that is not as the statement says. */
export function newTally() {
  const byCurrency = new Map<Currency, Sums>();
  const faults: Fault[] = [];
  let quarantinedCount = 0;
  const fault = (one: Fault): void => {
    if (faults.length < FAULT_COUNT_MAX) faults.push(one);
  };
  return {
    add: (line: ReadLine): void => {
      const sums = byCurrency.get(line.currency) ?? newSums();
      const amount = BigInt(line.amount);
      sums.count += 1;
      if (amount >= 0n) {
        sums.credits += amount;
        sums.creditCount += 1;
      } else sums.debits -= amount;
      if (line.status === "BOOKED") sums.booked += amount;
      byCurrency.set(line.currency, sums);
    },
    quarantine: (): void => {
      quarantinedCount += 1;
    },
    fault,
    faults,
    totals: (): readonly CurrencyTotal[] =>
      [...byCurrency]
        .map(([currency, { count, credits, debits }]) => ({ currency, count, credits, debits }))
        .toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),
    countOf: (side: "CREDIT" | "DEBIT"): number =>
      [...byCurrency.values()]
        .map(({ count, creditCount }) => (side === "CREDIT" ? creditCount : count - creditCount))
        .reduce((all, one) => all + one, 0),
    bookedOf: (currency: Currency): bigint => byCurrency.get(currency)?.booked ?? 0n,
    quarantinedCount: (): number => quarantinedCount,
  };
}

/** Opening balance and booked lines make the closing balance. @returns whether that could be shown */
export function proves(statement: BankStatement, tally: Tally, place: Place): boolean {
  const { opening, closing } = statement;
  if (opening === undefined || closing === undefined) return false;
  if (opening.currency !== closing.currency) {
    tally.fault({
      code: "BALANCE_CURRENCY",
      reason: "The closing balance is in another currency than the opening balance.",
      place,
      expected: opening.currency,
      found: closing.currency,
    });
    return false;
  }
  const found = BigInt(opening.amount) + tally.bookedOf(opening.currency);
  if (found === BigInt(closing.amount)) return tally.quarantinedCount() === 0;
  tally.fault({
    code: "BALANCE_MISMATCH",
    reason: "The opening balance and the lines do not make the closing balance.",
    place,
    expected: String(closing.amount),
    found: String(found),
  });
  return false;
}

export type Claim = {
  readonly code: string;
  readonly reason: string;
  readonly stated: bigint | undefined;
  readonly found: bigint;
};

/** A fault for each figure that is stated and is another. */
export function compare(tally: Pick<Tally, "fault">, claims: readonly Claim[], place: Place): void {
  for (const { code, reason, stated, found } of claims)
    if (stated !== undefined && stated !== found)
      tally.fault({ code, reason, place, expected: String(stated), found: String(found) });
}
