import type { LineResult } from "./model.ts";

/** The columns of a result file. */
export const resultColumns = [
  "line",
  "eventId",
  "disposition",
  "receiptId",
  "code",
  "pointer",
  "detail",
] as const;

type Cells = readonly (string | number)[];

/** One line for each fault of a line; one for a line without. */
export function resultCells({ line, eventId, outcome, receiptId = "", faults }: LineResult): Cells[] {
  const about = [line, eventId, outcome, receiptId];
  if (faults.length === 0) return [[...about, "", "", ""]];
  return faults.map(({ code, pointer, detail }) => [...about, code, pointer, detail]);
}
