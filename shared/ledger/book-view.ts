import { LocalDate } from "../kernel/time.ts";
import type { BookRecord } from "./book-store.ts";
import type { BookView } from "./wire.ts";

/** A book as it is listed. */
export function bookView({ owner, currency, sealedTo, head }: BookRecord): BookView {
  const date = LocalDate.safeParse(sealedTo);
  return { owner, currency, ...(date.success && { sealedTo: date.data, head }) };
}
