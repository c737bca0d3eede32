import { fail, ok, type Result } from "../kernel/result.ts";
import type { CsvMap } from "./csv-map.ts";
import type { Problem } from "./model.ts";

/** The cells of a row by their header. */
export type Cells = (header: string | undefined) => string | undefined;

/** Every header that a map names. */
function headersOf({ amount, balance, references, text, ...map }: CsvMap): readonly string[] {
  const sides =
    "signed" in amount
      ? [amount.signed]
      : "credit" in amount
        ? [amount.credit, amount.debit]
        : [amount.unsigned, amount.side];
  const single = [
    map.valueDate,
    map.bookingDate,
    map.currencyColumn,
    map.servicerRef,
    map.counterpartyName,
    map.counterpartyAccount,
    balance?.column,
  ];
  return [...sides, ...references, ...text, ...single.filter((header) => header !== undefined)];
}

/** Finds the columns in a header row; every one that the map names has to be there, once. */
export function columnsOf(
  header: readonly string[],
  map: CsvMap,
): Result<(row: readonly string[]) => Cells, Problem> {
  const places = new Map(header.map((name, index) => [name.trim(), index]));
  if (headersOf(map).some((name) => !places.has(name)))
    return fail({ code: "HEADER_MISSING", reason: "The header lacks a column that the map names." });
  if (places.size < header.length)
    return fail({ code: "HEADER_REPEATED", reason: "A column is there more than once." });
  return ok((row) => (name) => {
    const place = name === undefined ? undefined : places.get(name);
    const cell = place === undefined ? undefined : row[place]?.trim();
    return cell === "" ? undefined : cell;
  });
}
