import { asked } from "./parameter.ts";
import { refTo } from "./schemas.ts";

/** Which book, and of when. */
export const ledgerParameters = {
  bookOf: asked(
    "lenderId",
    "Whose book: a lender, or `unassigned`. A finance key of one lender need not say.",
    { anyOf: [refTo("LenderId"), { const: "unassigned" }] },
  ),
  bookCurrency: { ...asked("currency", "The book's currency.", refTo("Currency")), required: true },
  bookDate: { ...asked("date", "The day of posting, UTC.", refTo("LocalDate")), required: true },
  asOf: asked("asOf", "What was posted until this moment; until now when left out.", refTo("Instant")),
} as const;
