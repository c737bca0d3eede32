import { breakOf, said } from "./break.ts";
import type { Credit } from "./model.ts";
import type { Break } from "./outcome.ts";
import { sortedById } from "./sorted.ts";
import type { Thresholds } from "./wire.ts";

const keyOf = ({ accountId, agencyId, currency }: Credit): string => `${accountId} ${agencyId} ${currency}`;

/** What debtors paid beyond what they owed, but for what is too little to be paid back. */
export function* creditBreaks(
  credits: readonly Credit[],
  { creditMinorUnits }: Thresholds,
): Generator<Break> {
  for (const credit of sortedById(credits, keyOf)) {
    const { lenderId, agencyId, currency, amount, since } = credit;
    if (amount <= creditMinorUnits) continue;
    yield breakOf({
      code: "CREDIT_BALANCE",
      lenderId,
      agencyId,
      currency,
      amount: -amount,
      subjects: { credits: [credit] },
      explain: [`${said(amount, currency)} more than was owed is paid since ${since}`],
    });
  }
}
