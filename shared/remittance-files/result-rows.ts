import { remittanceLineIdOf, type RemittanceId } from "../kernel/ids.ts";
import type { RowResult } from "./model.ts";

/** The columns of a result file. */
export const resultColumns = [
  "line",
  "kind",
  "paymentRef",
  "outcome",
  "lineId",
  "code",
  "pointer",
  "detail",
] as const;

export type ResultCells = readonly (string | number)[];

/** What became of every line of an advice that was taken. */
export const advisedRows = (rows: readonly RowResult[], remittanceId: RemittanceId): readonly ResultCells[] =>
  rows.map(({ line, kind, paymentRef }, index) => [
    line,
    kind,
    paymentRef,
    "ADVISED",
    remittanceLineIdOf(remittanceId, index + 1),
    "",
    "",
    "",
  ]);

/** Of a file that was refused: a row for each fault of a line, and one for each line that only shared its fate. */
export const refusedRows = (rows: readonly RowResult[]): readonly ResultCells[] =>
  rows.flatMap(({ line, kind, paymentRef, faults }) =>
    faults.length === 0
      ? [[line, kind, paymentRef, "NOT_TAKEN", "", "", "", ""]]
      : faults.map(({ code, pointer, detail }) => [
          line,
          kind,
          paymentRef,
          "REFUSED",
          "",
          code,
          pointer,
          detail,
        ]),
  );
