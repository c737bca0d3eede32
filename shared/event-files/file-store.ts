import { incomingFiles } from "../platform/incoming-files.ts";
import type { Objects } from "../platform/objects.ts";
import { eventPartKey, eventResultsKey, eventUploadKey } from "./keys.ts";
import { LINE_BYTES_MAX, type EventFile, type LineResult } from "./model.ts";
import { resultCells, resultColumns } from "./result-lines.ts";

/** The files of agencies: what they upload, and what they get back. */
export const eventFiles = (objects: Objects) =>
  incomingFiles<EventFile, LineResult>(objects, {
    uploadKey: eventUploadKey,
    resultsKey: eventResultsKey,
    partKey: eventPartKey,
    rowBytesMax: LINE_BYTES_MAX,
    resultColumns,
    resultCells,
  });

export type EventFiles = ReturnType<typeof eventFiles>;
