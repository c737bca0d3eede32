import * as z from "zod";
import type { BookOwner } from "./book.ts";

/** Whose events post into the books. */
export const HistoryKind = z.enum([
  "ACCOUNTS",
  "REMITTANCES",
  "INVOICES",
  "MATCHES",
  "BREAKS",
  "RESOLVED_BREAKS",
  "BANK_FILES",
  "SUSPENSE",
]);
export type HistoryKind = z.infer<typeof HistoryKind>;

/** The kinds that an owner's books are made of. Open breaks come before resolved ones: one that is resolved meanwhile is read twice rather than never. */
export const kindsOf = (owner: BookOwner): readonly HistoryKind[] =>
  HistoryKind.options.filter((kind) => (kind === "SUSPENSE") === (owner === "unassigned"));
