import type { Terms } from "./model.ts";

export type TermsOf = (parties: Pick<Terms, "lenderId" | "agencyId">) => Terms;

/** @throws RangeError for a lender and an agency without terms: nothing could be expected of them */
export function termsBook(all: readonly Terms[]): TermsOf {
  const book = new Map(all.map((terms) => [`${terms.lenderId} ${terms.agencyId}`, terms]));
  return ({ lenderId, agencyId }) => {
    const terms = book.get(`${lenderId} ${agencyId}`);
    if (terms === undefined) throw new RangeError(`${lenderId} and ${agencyId} have no terms`);
    return terms;
  };
}
