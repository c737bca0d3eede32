import type { RowResult } from "./model.ts";

/** The columns of a result file. */
export const resultColumns = [
  "line",
  "lenderAccountRef",
  "outcome",
  "accountId",
  "field",
  "code",
  "message",
] as const;

type Cells = readonly (string | number)[];

/** One line for each fault of a row; one line for a row without. */
export function resultCells({ line, lenderAccountRef, outcome, accountId = "", faults }: RowResult): Cells[] {
  const row = [line, lenderAccountRef, outcome, accountId];
  if (faults.length === 0) return [[...row, "", "", ""]];
  return faults.map(({ field, code, message }) => [...row, field, code, message]);
}
