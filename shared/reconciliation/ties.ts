import { normaliser, type Normalise } from "./normalise.ts";
import type { Beyond, Kind } from "./model.ts";
import { keyed } from "./references.ts";
import type { Rule } from "./wire.ts";

/** A report, or a line of an advice, as far as it says what it may have to do with. */
type Tied = {
  readonly kind: Kind;
  readonly paymentRef?: string;
  readonly originalPaymentRef?: string;
};

/** What facts may have in common: a reference as it is written, and each form in which a rule compares it. */
type TiesOf = (fact: Tied) => readonly string[];

/**
 * Two facts that a rule or a break of `ADVISED` looks at together are of one account, share a tie, or are the ends of
 * a chain of such.
 */
export function tiesBy(rules: readonly Rule[]): TiesOf {
  const spellings = spellingsIn(rules);
  return ({ kind, paymentRef, originalPaymentRef }) => [
    ...namesBy(spellings, kind, paymentRef),
    ...namesBy(spellings, "PAYMENT", originalPaymentRef),
  ];
}

/** Each way of spelling once, however many rules have it. */
function spellingsIn(rules: readonly Rule[]): readonly Normalise[] {
  const found = rules.flatMap((rule) =>
    rule.relation === "ADVISED" && rule.kind === "NORMALISED_REFERENCE" ? [rule.normalisation] : [],
  );
  const distinct = new Map(found.map((one) => [JSON.stringify(one), one]));
  return [...distinct.values()].map(normaliser);
}

/** The tie of a reference as it is written. */
const nameTie = (kind: Kind, reference: string): string => `= ${keyed(kind, reference)}`;

/** Do so many lines share its reference that it names nothing? */
export const isLoose = (
  { nameless }: Pick<Beyond, "nameless">,
  { kind, paymentRef }: Pick<Tied, "kind" | "paymentRef">,
): boolean => nameless.size > 0 && paymentRef !== undefined && nameless.has(nameTie(kind, paymentRef));

function namesBy(
  spellings: readonly Normalise[],
  kind: Kind,
  reference: string | undefined,
): readonly string[] {
  if (reference === undefined) return [];
  const spelt = spellings.flatMap((normalise, n) => {
    const plain = normalise(reference);
    return plain === undefined ? [] : [`${n} ${keyed(kind, plain)}`];
  });
  return [nameTie(kind, reference), ...spelt];
}
