import { normaliser, type Normalise } from "./normalise.ts";
import type { Kind } from "./model.ts";
import { keyed } from "./references.ts";
import type { Rule } from "./wire.ts";

/** A report, or a line of an advice, as far as it says what it may have to do with. */
type Tied = {
  readonly accountId?: string;
  readonly kind: Kind;
  readonly paymentRef?: string;
  readonly originalPaymentRef?: string;
};

/** What facts may have in common: an account, a reference as it is written, and each form in which a rule compares it. */
export type TiesOf = (fact: Tied) => readonly string[];

/**
 * Two facts that no rule and no break of `ADVISED` ever looks at together share no tie, and nor do any two of a chain
 * between them. Whatever shares one may meet.
 */
export function tiesBy(rules: readonly Rule[]): TiesOf {
  const spellings = rules.flatMap((rule) =>
    rule.relation === "ADVISED" && rule.kind === "NORMALISED_REFERENCE"
      ? [normaliser(rule.normalisation)]
      : [],
  );
  return ({ accountId, kind, paymentRef, originalPaymentRef }) => [
    ...(accountId === undefined ? [] : [`account ${accountId}`]),
    ...namesBy(spellings, kind, paymentRef),
    ...namesBy(spellings, "PAYMENT", originalPaymentRef),
  ];
}

/** The tie of a reference as it is written. */
export const nameTie = (kind: Kind, reference: string): string => `= ${keyed(kind, reference)}`;

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
