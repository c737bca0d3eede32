import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import * as z from "zod";
import { placeRequestOf, type Loan, type PlaceAccount } from "./portfolio-account.ts";

const dataFile = new URL("data/lending_club.csv", import.meta.url);

/** The columns that the derivation uses; the file's other columns are left alone. */
const Row = z.object({
  funded_amnt: z.coerce.number().positive(),
  term: z.enum(["term_36", "term_60"]),
  int_rate: z.coerce.number().positive().max(100),
  sub_grade: z.string().regex(/^[A-G][1-5]$/u),
  addr_state: z.string().regex(/^[A-Z]{2}$/u),
  Class: z.enum(["good", "bad"]),
});

/** The real loans in the order of the file (see `data/LICENSE`). */
export function readLoans(limit: number): readonly Loan[] {
  const rows: unknown = parse(readFileSync(dataFile), { columns: true, to: limit });
  return z.array(Row).parse(rows).map(loanOf);
}

function loanOf(row: z.infer<typeof Row>, index: number): Loan {
  return {
    index,
    fundedCents: Math.round(row.funded_amnt * 100),
    termMonths: row.term === "term_36" ? 36 : 60,
    yearlyRatePercent: row.int_rate,
    subGrade: row.sub_grade,
    state: row.addr_state,
    bad: row.Class === "bad",
  };
}

/** The first `limit` accounts to place, as they stand on `today` (`YYYY-MM-DD`). */
export const portfolio = (limit: number, today: string): readonly PlaceAccount[] =>
  readLoans(limit).map((loan) => placeRequestOf(loan, today));
