import type { StatedTotal } from "./mt940-balance.ts";
import { compare, type Claim, type Tally } from "./tally.ts";
import type { Place } from "./model.ts";

/** Fields 90 of a report count its lines and add them up, by side. */
export function checkTotals(stated: readonly StatedTotal[], tally: Tally, place: Place): void {
  const claims = stated.flatMap(({ side, currency, count, amount }): readonly Claim[] => {
    const sums = tally.totals().find((one) => one.currency === currency);
    const { credits = 0n, debits = 0n } = sums ?? {};
    return [
      {
        code: `${side}S_MISMATCH`,
        reason: "The lines of one side do not make its total.",
        stated: BigInt(amount),
        found: side === "CREDIT" ? credits : debits,
      },
      {
        code: "COUNT_MISMATCH",
        reason: "There are more or fewer lines than the statement says.",
        stated: BigInt(count),
        found: BigInt(tally.countOf(side)),
      },
    ];
  });
  compare(tally, claims, place);
}
