import * as z from "zod";
import { LenderId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";

/** Whose books: a lender's, or those of money that is nobody's yet. */
export const BookOwner = z.union([LenderId, z.literal("unassigned")]);
export type BookOwner = z.infer<typeof BookOwner>;

/** One set of balanced books: an owner's, in one currency. Nothing is ever added across two. */
export type Book = { readonly owner: BookOwner; readonly currency: Currency };

/** A book's name, as an event item carries it: `<owner>#<currency>`. */
export const bookOf = ({
  lenderId,
  currency,
}: {
  readonly lenderId?: LenderId;
  readonly currency: Currency;
}): string => bookName({ owner: lenderId ?? "unassigned", currency });

export const bookName = ({ owner, currency }: Book): string => `${owner}#${currency}`;

/** @returns undefined for what is no book's name */
export function bookNamed(name: string): Book | undefined {
  const [owner, currency] = name.split("#");
  const parsed = z.object({ owner: BookOwner, currency: Currency }).safeParse({ owner, currency });
  return parsed.success ? parsed.data : undefined;
}
