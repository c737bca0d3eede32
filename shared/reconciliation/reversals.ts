import { byAge, type Item } from "./item.ts";
import type { Expectation } from "./model.ts";
import type { Ledgered } from "./desk.ts";
import { leftsOf } from "./references.ts";

/** The payment that a reversal names, whether or not it is settled. */
export function originalOf(
  { exact }: Ledgered,
  { originalPaymentRef }: { readonly originalPaymentRef?: string },
): Item<Expectation> | undefined {
  if (originalPaymentRef === undefined) return undefined;
  const key = exact.keyOf("PAYMENT", originalPaymentRef);
  const named = key === undefined ? undefined : exact.byKey.get(key);
  return named === undefined ? undefined : oldestOf(leftsOf(named));
}

const oldestOf = (items: readonly Item<Expectation>[]): Item<Expectation> | undefined =>
  items.filter(isReport).toSorted(byAge)[0];

/** Was it reported, and is it not what a report was corrected by? */
export const isReport = ({ fact }: Item<Expectation>): boolean => fact.corrects === undefined;

/** What was taken back of each payment, the earliest first. */
export const reversalsByPayment = (
  lefts: readonly Item<Expectation>[],
): ReadonlyMap<string, readonly Item<Expectation>[]> =>
  Map.groupBy(
    lefts.filter(({ group }) => group === "REVERSAL").sort(byAge),
    ({ fact }) => fact.originalPaymentRef ?? "",
  );

export const reversalsOf = (
  { reversals }: Ledgered,
  { fact }: Item<Expectation>,
): readonly Item<Expectation>[] => reversals.get(fact.paymentRef) ?? [];

/** What a payment was corrected by after it was matched, either way. */
export function correctionsOf(ledgered: Ledgered, payment: Item<Expectation>): readonly Item<Expectation>[] {
  const { exact } = ledgered;
  const key = exact.keyOf("PAYMENT", payment.fact.paymentRef);
  const named = key === undefined ? undefined : exact.byKey.get(key);
  const more = named === undefined ? [] : leftsOf(named);
  return [...more, ...reversalsOf(ledgered, payment)].filter(({ fact }) => fact.corrects === payment.id);
}
