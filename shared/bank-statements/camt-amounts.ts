import { fail, ok, type Result } from "../kernel/result.ts";
import type { Currency } from "../kernel/money.ts";
import { amountOf, balanceOf } from "./amount.ts";
import type { Charge, Problem } from "./model.ts";
import { all, child, textAt, textIn, type Element } from "./xml-tree.ts";

export type KnownCurrency = (code: string | undefined) => Currency | undefined;

export type Amount = { readonly amount: number; readonly currency: Currency };

const unknownCurrency: Problem = {
  code: "CURRENCY_UNKNOWN",
  reason: "The currency is missing or no ISO 4217 code.",
};
const noSide: Problem = { code: "SIDE_UNKNOWN", reason: "It is said to be neither a credit nor a debit." };

type Read = typeof amountOf;

/** An element with a currency, without sign. */
export function unsigned(
  element: Element | undefined,
  known: KnownCurrency,
  read: Read = amountOf,
): Result<Amount, Problem> {
  const currency = known(element?.currency);
  const amount = read({ text: element?.text.trim(), currency, notation: "." });
  if (!amount.ok) return amount;
  return currency === undefined ? fail(unknownCurrency) : ok({ amount: amount.value, currency });
}

/**
 * An amount with the side that stands beside it. `CdtDbtInd` is the side of what was booked, of a reversal too: a
 * reversal that is a credit gives back what a debit had taken.
 */
export function signed(
  element: Element,
  known: KnownCurrency,
  read: Read = amountOf,
): Result<Amount, Problem> {
  const amount = unsigned(child(element, "Amt"), known, read);
  if (!amount.ok) return amount;
  const side = textIn(element, "CdtDbtInd");
  if (side !== "CRDT" && side !== "DBIT") return fail(noSide);
  return ok(side === "CRDT" ? amount.value : negative(amount.value));
}

export const signedBalance = (element: Element, known: KnownCurrency): Result<Amount, Problem> =>
  signed(element, known, balanceOf);

export const negative = ({ amount, currency }: Amount): Amount => ({
  amount: amount === 0 ? 0 : -amount,
  currency,
});

/** Every charge of an entry or of one of its transactions; without a side it is taken from the account. */
export function chargesOf(element: Element, known: KnownCurrency): Result<readonly Charge[], Problem> {
  const found: Charge[] = [];
  for (const group of all(element, "Chrgs")) {
    const records = all(group, "Rcrd");
    const single = child(group, "Amt") ? [group] : [];
    for (const one of [...single, ...records]) {
      const charge = chargeOf(one, known);
      if (!charge.ok) return charge;
      found.push(charge.value);
    }
  }
  return ok(found);
}

function chargeOf(element: Element, known: KnownCurrency): Result<Charge, Problem> {
  const amount = unsigned(child(element, "Amt"), known);
  if (!amount.ok)
    return fail({ code: `CHARGE_${amount.error.code}`, reason: `In a charge: ${amount.error.reason}` });
  const isCredit = textIn(element, "CdtDbtInd") === "CRDT";
  const included = textIn(element, "ChrgInclInd");
  const type =
    textAt(element, "Tp", "CdOrPrtry", "Cd") ??
    textAt(element, "Tp", "Cd") ??
    textAt(element, "Tp", "Prtry", "Id");
  return ok({
    ...(isCredit ? amount.value : negative(amount.value)),
    ...(included && { isIncluded: included === "true" || included === "1" }),
    ...(type && { type }),
  });
}
