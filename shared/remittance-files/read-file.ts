import { inUtf8, type CsvRows } from "../bank-statements/csv-steps.ts";
import { REASON_COUNT_MAX, type Reason } from "../incoming-files/model.ts";
import { ADVICE_LINE_COUNT_MAX, SUM_MAX } from "../remittances/advice-data.ts";
import type { AdviceLineBody, AdviceTotals } from "../remittances/wire.ts";
import { headerFaults, ownWords } from "./columns.ts";
import { ROW_BYTES_MAX, type RemittanceFile, type RowResult } from "./model.ts";
import { rowReader, type Reading, type ReadRow } from "./row.ts";

/** What a file is found to be: its lines with where they stand, its trailer, and why none of it may be taken. */
export type ReadFile = {
  readonly reasons: readonly Reason[];
  readonly lines: readonly AdviceLineBody[];
  readonly rows: readonly RowResult[];
  readonly trailer?: AdviceTotals;
};

type Said = Pick<RemittanceFile, "words" | "advice">;

/**
 * Reads the lines of an advice row by row, by the agency's words. A row at fault refuses the file; reading goes on,
 * so that every fault is told.
 */
export const readRemittanceFile =
  ({ csvRows }: { readonly csvRows: CsvRows }) =>
  async (bytes: AsyncIterable<Uint8Array>, { words = ownWords, advice }: Said): Promise<ReadFile> => {
    const reading = newReading({ words, currency: advice.currency });
    const { delimiter } = words;
    const from = { byte: 0, linesBefore: 0, rowBytesMax: ROW_BYTES_MAX, delimiter };
    for await (const row of csvRows(inUtf8(bytes, words), from)) {
      if (row.kind === "broken") reading.stop(row);
      if (row.kind === "broken" || !reading.take(row)) break;
    }
    return reading.end();
  };

export type ReadRemittanceFile = ReturnType<typeof readRemittanceFile>;

type Row = { readonly line: number; readonly cells: readonly string[] };

function newReading(by: Omit<Reading, "header">) {
  const reasons: Reason[] = [];
  const lines: AdviceLineBody[] = [];
  const rows: RowResult[] = [];
  let readRow: ReturnType<typeof rowReader> | undefined;
  let trailer: AdviceTotals | undefined;
  let sum = 0;
  const add = (reason: Reason): void => {
    if (reasons.length < REASON_COUNT_MAX) reasons.push(reason);
  };
  const begin = ({ line, cells }: Row): boolean => {
    const header = cells.map((name) => name.trim());
    for (const fault of headerFaults(by.words, header)) add({ line, ...fault });
    readRow = rowReader({ ...by, header });
    return reasons.length === 0;
  };
  const fault = (line: number, faults: RowResult["faults"]): void => {
    rows.push({ line, kind: "", paymentRef: "", faults });
    for (const { code, pointer, detail } of faults)
      add({ line, code: inCapitals(code), message: `${pointer}: ${detail}` });
  };
  const keep = (line: number, read: ReadRow): void => {
    if (trailer !== undefined) add({ line, ...afterTrailer });
    else if (read.kind === "trailer") trailer = read.totals;
    else {
      lines.push(read.line);
      rows.push({ line, kind: read.line.kind, paymentRef: read.line.paymentRef, faults: [] });
      sum += read.line.gross + (read.line.commission ?? 0) + (read.line.tax ?? 0);
    }
  };
  return {
    /** @returns false when there is no sense in reading on */
    take: (row: Row): boolean => {
      if (readRow === undefined) return begin(row);
      const read = readRow(row.cells);
      if (read.ok) keep(row.line, read.value);
      else fault(row.line, read.error);
      if (rows.length > ADVICE_LINE_COUNT_MAX) add({ line: row.line, ...tooMany });
      if (sum > SUM_MAX) add({ line: row.line, ...tooMuch });
      return rows.length <= ADVICE_LINE_COUNT_MAX && sum <= SUM_MAX;
    },
    stop: ({ line, code, message }: Reason): void =>
      add({ ...(line !== undefined && { line }), code, message }),
    end: (): ReadFile => {
      if (rows.length === 0 && reasons.length === 0) add(readRow === undefined ? empty : noRows);
      return { reasons, lines, rows, ...(trailer && { trailer }) };
    },
  };
}

export const inCapitals = (code: string): string => code.toUpperCase().replaceAll("-", "_");

const tooMany = {
  code: "TOO_MANY_LINES",
  message: `An advice may have ${ADVICE_LINE_COUNT_MAX} lines at most.`,
};

const tooMuch = {
  code: "SUM_TOO_LARGE",
  message: "The lines add up to more than an advice may: split it.",
};

const afterTrailer = { code: "TRAILER_NOT_LAST", message: "The row with the totals is the last one." };

const empty = { code: "FILE_EMPTY", message: "The file is empty." };

const noRows = { code: "NO_ROWS", message: "The file has a header and no lines." };
