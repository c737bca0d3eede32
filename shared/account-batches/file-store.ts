import { incomingFiles } from "../platform/incoming-files.ts";
import type { Objects } from "../platform/objects.ts";
import { partKey, resultsKey, uploadKey } from "./keys.ts";
import { ROW_BYTES_MAX, type Batch, type RowResult } from "./model.ts";
import { resultCells, resultColumns } from "./result-lines.ts";

/** The files of batches: what lenders upload, and what they get back. */
export const batchFiles = (objects: Objects) =>
  incomingFiles<Batch, RowResult>(objects, {
    uploadKey,
    resultsKey,
    partKey,
    rowBytesMax: ROW_BYTES_MAX,
    resultColumns,
    resultCells,
  });

export type BatchFiles = ReturnType<typeof batchFiles>;
