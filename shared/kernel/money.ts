import { dinero, toDecimal, type DineroCurrency } from "dinero.js";
import { allocate, dinero as exact } from "dinero.js/bigint";
import * as currencies from "dinero.js/currencies";
import * as z from "zod";

/** ISO 4217 gives the ariary and the ouguiya two decimals; their fifths are not what is written on a statement. */
const asWritten = [currencies.MGA, currencies.MRU].map(({ code }) => ({ code, base: 10, exponent: 2 }));

const byCode: ReadonlyMap<string, DineroCurrency<number>> = new Map(
  [...Object.values(currencies), ...asWritten].map((currency) => [currency.code, currency]),
);

/** An ISO 4217 code. */
export const Currency = z
  .string()
  .refine((code) => byCode.has(code), { error: "not an ISO 4217 currency code" })
  .brand<"Currency">();
export type Currency = z.infer<typeof Currency>;

/** Decimals of a currency by ISO 4217: 0 for JPY, 2 for USD, 3 for KWD. */
export const exponentOf = (currency: Currency): number => currencyOf(currency).exponent;

/** The largest amount taken from outside, in minor units: sums of many stay exact integers. */
export const AMOUNT_MINOR_MAX = 1_000_000_000_000;

const minor = z.int({ error: "must be an integer in minor units" }).max(AMOUNT_MINOR_MAX);

/** `{"amount": 12345, "currency": "USD"}` is 123.45 dollars: integers of minor units, never floats. */
export const Money = z.strictObject({ amount: minor.min(-AMOUNT_MINOR_MAX), currency: Currency });
export type Money = z.infer<typeof Money>;

export const PositiveMoney = z.strictObject({
  amount: minor.min(1, { error: "must be greater than zero" }),
  currency: Currency,
});

export const NonNegativeMoney = z.strictObject({
  amount: minor.min(0, { error: "must not be negative" }),
  currency: Currency,
});

/** A sum as answered: what came in piece by piece may be larger than one piece may be. */
export const Sum = z.object({ amount: z.int().min(0), currency: Currency });

export const money = (amount: number, currency: Currency): Money => ({ amount, currency });

/**
 * Splits an amount by integer weights and loses nothing: the parts sum to the whole, and no part is more than
 * one minor unit away from its exact share.
 */
export function split(total: Money, weights: readonly number[]): readonly Money[] {
  const { code, exponent } = currencyOf(total.currency);
  const currency = { code, base: 10n, exponent: BigInt(exponent) };
  // Big integers: a trillion times a weight is beyond what a number holds exactly.
  const whole = exact({ amount: BigInt(total.amount), currency });
  return allocate(whole, weights.map(BigInt)).map((part) =>
    money(Number(part.toJSON().amount), total.currency),
  );
}

/** `123.45 USD`, with the currency's own number of decimals. */
export const formatted = (value: Money): string =>
  `${toDecimal(dinero({ amount: value.amount, currency: currencyOf(value.currency) }))} ${value.currency}`;

function currencyOf(code: Currency): DineroCurrency<number> {
  const found = byCode.get(code);
  if (found === undefined) throw new RangeError(`${code} is not an ISO 4217 currency code`);
  return found;
}
