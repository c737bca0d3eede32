import { PlaceAccountRequest } from "../accounts/wire.ts";
import type { Instant } from "../kernel/time.ts";
import type { Batch, Became, Row, RowResult } from "./model.ts";
import { readRow, type ReadRow } from "./row.ts";

/** Does what a file was sent for with one of its rows. */
export type TreatRow = (batch: Batch, row: Row, now: Instant) => Promise<RowResult>;

/** A row as the request that it stands for. */
export type RowRequest = {
  readonly line: number;
  readonly request: PlaceAccountRequest;
  readonly now: Instant;
};

/** Reads rows as the API reads bodies: one that it would refuse is INVALID, with what is wrong with it. */
export const treatRow =
  (treat: (batch: Batch, row: RowRequest) => Promise<Became>): TreatRow =>
  async (batch, row, now) => {
    const read = readRow(batch, row);
    if (!read.ok) return result(row.line, "", { outcome: "INVALID", faults: [{ field: "", ...read.error }] });
    const request = PlaceAccountRequest.safeParse(read.value.body);
    const { line, lenderAccountRef } = read.value;
    if (!request.success)
      return result(line, lenderAccountRef, {
        outcome: "INVALID",
        faults: request.error.issues.slice(0, FAULT_COUNT_MAX).map(({ path, code, message }) => ({
          field: path.join("."),
          code: code.replaceAll("_", "-"),
          message,
        })),
      });
    return result(line, lenderAccountRef, await treat(batch, { line, request: request.data, now }));
  };

/** A row that nothing could be done with, however often: somebody looks into the log, and the file goes on. */
export const failedRow = ({
  line,
  lenderAccountRef,
}: Pick<ReadRow, "line" | "lenderAccountRef">): RowResult =>
  result(line, lenderAccountRef, {
    outcome: "FAILED",
    faults: [{ field: "", code: "internal-error", message: "It failed on our side and may be sent again." }],
  });

/** More would not help anybody. */
const FAULT_COUNT_MAX = 20;

const result = (line: number, lenderAccountRef: string, became: Became): RowResult => ({
  line,
  lenderAccountRef,
  ...became,
});
