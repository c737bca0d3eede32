import { RESULTS_MINUTES, UPLOAD_MINUTES } from "../../../shared/incoming-files/links.ts";
import { FILE_BYTES_MAX, FILE_ROW_COUNT_MAX } from "../../../shared/account-batches/model.ts";
import { batches, headerMapBody, openBatchBody } from "../batch-examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

const BYTES_MAX = 64 * 1024;

export const batchOperations: readonly Operation[] = [
  {
    id: "openAccountBatch",
    method: "POST",
    path: "/v1/account-batches",
    summary: "Announce a file of accounts",
    says: `Says what is in a file before it is sent: its format and its control totals. The answer has a link that takes the file for ${UPLOAD_MINUTES} minutes, by \`PUT\` with the headers that it names. A file has ${FILE_ROW_COUNT_MAX} rows and ${FILE_BYTES_MAX} bytes at most. The whole file is checked before any account is written. The same file is the same batch: one that is known by its \`sha256\`, and was not refused, is answered with 200.`,
    for: ["Lender"],
    proves: "key",
    parameters: ["idempotencyKey"],
    request: {
      schema: "OpenBatchRequest",
      bytesMax: BYTES_MAX,
      examples: { csv: { summary: "A CSV file of three accounts", value: openBatchBody } },
    },
    answer: {
      status: 201,
      says: "The batch, and where its file goes.",
      schema: "BatchView",
      examples: { announced: { summary: "Waiting for its file", value: batches.announced } },
      headers: ["Location", "Idempotent-Replayed"],
    },
    refusals: [...keyRefusals, ...bodyRefusals, "idempotency-key-reused", ...faults],
  },
  {
    id: "listAccountBatches",
    method: "GET",
    path: "/v1/account-batches",
    summary: "List files of accounts",
    says: "One lender's batches, newest first. A lender sees its own; finance and the operator name the lender.",
    for: ["Lender", "Finance", "Operator"],
    proves: "key",
    parameters: ["limit", "cursor", "ownedBy", "batchState"],
    answer: {
      status: 200,
      says: "A page of batches.",
      schema: "BatchPage",
      examples: { "last-page": { summary: "A page that is the last", value: { items: [batches.placed] } } },
    },
    refusals: [...keyRefusals, "invalid-cursor", "not-found", "invalid-request", ...faults],
  },
  {
    id: "getAccountBatch",
    method: "GET",
    path: "/v1/account-batches/:batchId",
    summary: "Read how far a file is",
    says: "The state of a batch, what was counted in its file, and what became of its rows so far. A refused file names every reason with its line.",
    for: ["Lender", "Finance", "Operator"],
    proves: "key",
    parameters: ["batchId"],
    answer: {
      status: 200,
      says: "The batch.",
      schema: "BatchView",
      examples: {
        placed: { summary: "Completed", value: batches.placed },
        refused: { summary: "Refused, with its reasons", value: batches.refused },
      },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    id: "getAccountBatchResults",
    method: "GET",
    path: "/v1/account-batches/:batchId/results",
    summary: "Read what became of each row",
    says: `A link to the result file, good for ${RESULTS_MINUTES} minutes. The file is CSV: \`line\`, \`lenderAccountRef\`, \`outcome\`, \`accountId\`, \`field\`, \`code\`, \`message\`; a row with several faults has a line for each.`,
    for: ["Lender", "Finance", "Operator"],
    proves: "key",
    parameters: ["batchId"],
    answer: {
      status: 200,
      says: "Where the result file is.",
      schema: "BatchResults",
      examples: { link: { summary: "A link for some minutes", value: batches.results } },
    },
    refusals: [...keyRefusals, "not-found", "batch-not-finished", ...faults],
  },
  {
    id: "saveHeaderMap",
    method: "PUT",
    path: "/v1/account-batches/header-map",
    summary: "Save what your headers mean",
    says: "What the lender's own CSV headers are called here; `null` for a column that shall not be looked at. It holds for files that are announced from now on, unless an announcement brings its own map. A changed map gets the next version; each batch keeps the map that it was read with.",
    for: ["Lender"],
    proves: "key",
    request: {
      schema: "HeaderMapBody",
      bytesMax: BYTES_MAX,
      examples: { own: { summary: "Two headers, and one to leave out", value: headerMapBody } },
    },
    answer: {
      status: 200,
      says: "The map and its version.",
      schema: "HeaderMapView",
      examples: { saved: { summary: "The first version", value: batches.headerMap } },
    },
    refusals: [...keyRefusals, ...bodyRefusals, ...faults],
  },
  {
    id: "getHeaderMap",
    method: "GET",
    path: "/v1/account-batches/header-map",
    summary: "Read what your headers mean",
    says: "The newest version of the lender's header map. Without one, headers are read as they are documented.",
    for: ["Lender"],
    proves: "key",
    answer: {
      status: 200,
      says: "The map and its version.",
      schema: "HeaderMapView",
      examples: { saved: { summary: "The first version", value: batches.headerMap } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
];
