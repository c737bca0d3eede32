import { Verifiable } from "../../shared/ledger/wire.ts";
import { asked, path } from "./parameter.ts";
import { refTo } from "./schemas.ts";

/** Which book, and of when. */
export const ledgerParameters = {
  reconciliationId: path("reconciliationId", "The run, `rec_…`.", {
    type: "string",
    pattern: "^rec_[0-9A-HJKMNP-TV-Z]{26}$",
  }),
  matchId: path("matchId", "The match, `mat_…`.", { type: "string", pattern: "^mat_[0-9A-F]{26}$" }),
  rulesVersion: path("rulesVersion", "The version; 1 are the gateway's own rules.", {
    type: "string",
    pattern: String.raw`^[1-9]\d{0,5}$`,
  }),
  exportId: path("exportId", "The export, `exp_…`.", { type: "string", pattern: "^exp_[0-9A-F]{26}$" }),
  codesVersion: path("codesVersion", "The version; 0 is none at all.", {
    type: "string",
    pattern: String.raw`^(0|[1-9]\d{0,5})$`,
  }),
  bookOf: asked(
    "lenderId",
    "Whose book: a lender, or `unassigned`. A finance key of one lender need not say.",
    { anyOf: [refTo("LenderId"), { const: "unassigned" }] },
  ),
  bookCurrency: { ...asked("currency", "The book's currency.", refTo("Currency")), required: true },
  periodId: path("periodId", "The month of a book, `per_<month>_<currency>_<owner>`.", {
    type: "string",
    pattern: "^per_\\d{4}-\\d{2}_[A-Z]{3}_(lnd_[0-9A-HJKMNP-TV-Z]{26}|unassigned)$",
  }),
  checkId: path("checkId", "The check, `drf_…`.", { type: "string", pattern: "^drf_[0-9A-F]{26}$" }),
  verifiable: asked("of", "What is verified: histories of a kind, or sealed days.", {
    type: "string",
    enum: [...Verifiable.options],
    default: "ACCOUNTS",
  }),
  verifiedCurrency: asked("currency", "The book's currency; accounts need none.", refTo("Currency")),
  bookDate: { ...asked("date", "The day of posting, UTC.", refTo("LocalDate")), required: true },
  asOf: asked("asOf", "What was posted until this moment; until now when left out.", refTo("Instant")),
} as const;
