import type { Booked } from "../agencies/pretend-agency-books.ts";
import { lineOf, type Advice, type Header } from "./pretend-advice.ts";

/** What an agency has in its books for one lender. */
export type Account = Pick<Header, "agencyId" | "lenderId" | "mode"> & {
  readonly books: readonly Booked[];
  /** Short enough for every bank's field. */
  readonly code: string;
};

/** Something that is wrong on purpose: what it must be found as, and what it leaves once that is resolved. */
export type Planted = {
  readonly code: string;
  readonly agencyId?: string;
  /** The references of what is at odds. */
  readonly about: readonly string[];
  readonly leaves: readonly Left[];
  /** Who sent it, where that is not seen. */
  readonly sender?: string;
};

export type Left = { readonly account: string; readonly amount: number };

/** Found out and put right again before the advice: neither the money nor that it was taken back is advised. */
const isPutRight = (one: Booked, books: readonly Booked[]): boolean =>
  one.isAstray && (one.kind === "REVERSAL" || books.some(({ originalRef }) => originalRef === one.ref));

/** What an agency advises that makes no mistake. */
export function adviceOf(account: Account, period: Header["period"]): Advice | undefined {
  const { books, code, ...parties } = account;
  const lines = books.filter((one) => !isPutRight(one, books)).map((one) => lineOf(one, books, account.mode));
  return lines.length === 0 ? undefined : { ...parties, remittanceRef: code, bankRef: code, period, lines };
}

/** Money of which the agency does not know either whose it is: it is advised under the number that it has. */
export const strays = ({ agencyId, books }: Account): readonly Planted[] =>
  books
    .filter((one) => one.isAstray && !isPutRight(one, books))
    .map(({ ref, amount }) => ({
      code: "UNIDENTIFIED_PAYMENT",
      agencyId,
      about: [ref],
      leaves: [{ account: `suspense/${agencyId}`, amount: -amount.amount }],
    }));
