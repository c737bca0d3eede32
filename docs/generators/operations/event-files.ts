import { FILE_BYTES_MAX, FILE_LINE_COUNT_MAX } from "../../../shared/event-files/model.ts";
import { RESULTS_MINUTES, UPLOAD_MINUTES } from "../../../shared/incoming-files/links.ts";
import { announceEventFileBody, eventFiles } from "../event-file-examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

const agency = { for: ["Agency"], proves: "key" } as const;

/** What an agency that works by batch reports with. */
export const eventFileOperations: readonly Operation[] = [
  {
    ...agency,
    id: "announceEventFile",
    method: "POST",
    path: "/v1/agencies/:agencyId/event-files",
    summary: "Announce a file of events",
    says: `Says what is in a file before it is sent: its format, hash, size and control totals. The answer has a link that takes exactly these bytes for ${UPLOAD_MINUTES} minutes, by \`PUT\` with the headers that it names. A file has ${FILE_LINE_COUNT_MAX} events and ${FILE_BYTES_MAX} bytes at most. The whole file is checked before any event is taken; then each is taken as if it had come on its own, those of one placement in the file's order. The same bytes are the same file: one that is known, and was not refused, is answered with 200; a refused one begins anew. The key and the hash stand in for the signature of single callbacks.`,
    parameters: ["agencyId"],
    request: {
      schema: "AnnounceEventFileRequest",
      bytesMax: 16 * 1024,
      examples: { csv: { summary: "A CSV file of three events", value: announceEventFileBody } },
    },
    answer: {
      status: 201,
      says: "The file, and where its bytes go.",
      schema: "EventFileView",
      examples: { announced: { summary: "Waiting for its bytes", value: eventFiles.announced } },
      headers: ["Location"],
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", ...faults],
  },
  {
    ...agency,
    id: "listEventFiles",
    method: "GET",
    path: "/v1/agencies/:agencyId/event-files",
    summary: "List files of events",
    says: "The agency's files, newest first.",
    parameters: ["agencyId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of files.",
      schema: "EventFilePage",
      examples: { one: { summary: "A page that is the last", value: { items: [eventFiles.taken] } } },
    },
    refusals: [...keyRefusals, "invalid-cursor", "not-found", "invalid-request", ...faults],
  },
  {
    ...agency,
    id: "getEventFile",
    method: "GET",
    path: "/v1/agencies/:agencyId/event-files/:fileId",
    summary: "Read how far a file of events is",
    says: "The state of a file, what was counted in it, and what became of its events so far. A refused file names every reason with its line.",
    parameters: ["agencyId", "fileId"],
    answer: {
      status: 200,
      says: "The file.",
      schema: "EventFileView",
      examples: {
        taken: { summary: "Completed", value: eventFiles.taken },
        refused: { summary: "Refused, with its reasons", value: eventFiles.refused },
      },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    ...agency,
    id: "getEventFileResults",
    method: "GET",
    path: "/v1/agencies/:agencyId/event-files/:fileId/results",
    summary: "Read what became of each event of a file",
    says: `A link to the result file, good for ${RESULTS_MINUTES} minutes. The file is CSV: \`line\`, \`eventId\`, \`disposition\`, \`receiptId\`, \`code\`, \`pointer\`, \`detail\`; an event with several faults has a line for each.`,
    parameters: ["agencyId", "fileId"],
    answer: {
      status: 200,
      says: "Where the result file is.",
      schema: "EventFileResults",
      examples: { link: { summary: "A link for some minutes", value: eventFiles.results } },
    },
    refusals: [...keyRefusals, "not-found", "batch-not-finished", ...faults],
  },
];
