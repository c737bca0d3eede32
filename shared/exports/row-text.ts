import { stringify } from "csv-stringify/sync";
import type { Export } from "./model.ts";

type Cell = string | number;

/** A cell that a spreadsheet would take for a formula is written as text. */
const harmless = (value: Cell): Cell =>
  typeof value === "string" && /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;

const csv = (rows: readonly (readonly Cell[])[]): string => stringify(rows.map((row) => row.map(harmless)));

export const headerText = ({ format }: Pick<Export, "format">, columns: readonly string[]): string =>
  format === "CSV" ? csv([columns]) : "";

/** Rows in the order of their columns, or as JSON, a line each. */
export function rowsText<Column extends string>(
  { format }: Pick<Export, "format">,
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, Cell>>[],
): string {
  if (format === "CSV") return csv(rows.map((row) => columns.map((name) => row[name])));
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}
