import { asked, path } from "./parameter.ts";
import { refTo } from "./schemas.ts";

/** Which book, and of when. */
export const ledgerParameters = {
  reconciliationId: path("reconciliationId", "The run, `rec_…`.", {
    type: "string",
    pattern: "^rec_[0-9A-HJKMNP-TV-Z]{26}$",
  }),
  matchId: path("matchId", "The match, `mat_…`.", { type: "string", pattern: "^mat_[0-9A-F]{26}$" }),
  bookOf: asked(
    "lenderId",
    "Whose book: a lender, or `unassigned`. A finance key of one lender need not say.",
    { anyOf: [refTo("LenderId"), { const: "unassigned" }] },
  ),
  bookCurrency: { ...asked("currency", "The book's currency.", refTo("Currency")), required: true },
  bookDate: { ...asked("date", "The day of posting, UTC.", refTo("LocalDate")), required: true },
  asOf: asked("asOf", "What was posted until this moment; until now when left out.", refTo("Instant")),
} as const;
