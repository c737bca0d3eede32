import type { Currency } from "../kernel/money.ts";
import { FAULT_COUNT_MAX } from "./limits.ts";
import type { BankStatement, CurrencyTotal, Fault, Place, ReadLine } from "./model.ts";

type Sums = {
  count: number;
  creditCount: number;
  readonly credits: ExactSum;
  readonly debits: ExactSum;
  readonly booked: ExactSum;
};

const newSums = (): Sums => ({
  count: 0,
  creditCount: 0,
  credits: newSum(),
  debits: newSum(),
  booked: newSum(),
});

type ExactSum = { exact: bigint; recent: number };

const newSum = (): ExactSum => ({ exact: 0n, recent: 0 });

/** Amounts are added as numbers for as long as their sum is exact, which is many times quicker. */
function addTo(sum: ExactSum, amount: number): void {
  const all = sum;
  const more = all.recent + amount;
  if (Number.isSafeInteger(more)) all.recent = more;
  else {
    all.exact += BigInt(all.recent);
    all.recent = amount;
  }
}

const valueOf = ({ exact, recent }: ExactSum): bigint => exact + BigInt(recent);

export type Tally = ReturnType<typeof newTally>;

/** What the lines of one statement add up to, and what of that is not as the statement says. */
export function newTally() {
  const byCurrency = new Map<Currency, Sums>();
  const sumsOf = (currency: Currency): Sums => {
    const sums = byCurrency.get(currency) ?? newSums();
    byCurrency.set(currency, sums);
    return sums;
  };
  let last: { readonly currency: Currency; readonly sums: Sums } | undefined;
  const faults: Fault[] = [];
  let quarantinedCount = 0;
  const fault = (one: Fault): void => {
    if (faults.length < FAULT_COUNT_MAX) faults.push(one);
  };
  return {
    add: ({ currency, amount, status }: ReadLine): void => {
      if (last?.currency !== currency) last = { currency, sums: sumsOf(currency) };
      const { sums } = last;
      sums.count += 1;
      if (amount >= 0) {
        addTo(sums.credits, amount);
        sums.creditCount += 1;
      } else addTo(sums.debits, -amount);
      if (status === "BOOKED") addTo(sums.booked, amount);
    },
    quarantine: (): void => {
      quarantinedCount += 1;
    },
    fault,
    faults,
    totals: (): readonly CurrencyTotal[] =>
      [...byCurrency]
        .map(([currency, { count, credits, debits }]) => ({
          currency,
          count,
          credits: valueOf(credits),
          debits: valueOf(debits),
        }))
        .toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),
    countOf: (side: "CREDIT" | "DEBIT"): number =>
      [...byCurrency.values()]
        .map(({ count, creditCount }) => (side === "CREDIT" ? creditCount : count - creditCount))
        .reduce((all, one) => all + one, 0),
    bookedOf: (currency: Currency): bigint => valueOf(byCurrency.get(currency)?.booked ?? newSum()),
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
