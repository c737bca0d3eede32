import * as z from "zod";
import { Format, Reason } from "../incoming-files/model.ts";
import { Sha256, UploadView } from "../incoming-files/wire.ts";
import { HeaderMap } from "./columns.ts";
import { BatchPurpose, BatchState, ControlTotals } from "./model.ts";

/** `POST /v1/account-batches` and `POST /v1/eligibility-checks/files`: announces a file of accounts. */
export const OpenBatchRequest = z
  .strictObject({
    format: Format,
    controlTotals: ControlTotals,
    sha256: Sha256.exactOptional(),
    headerMap: HeaderMap.exactOptional(),
    fileName: z.string().min(1).max(200).exactOptional(),
  })
  .check(({ value, issues }) => {
    if (value.format === "NDJSON" && value.headerMap !== undefined)
      issues.push({
        code: "custom",
        message: "NDJSON has no header to map",
        path: ["headerMap"],
        input: value.headerMap,
      });
  });
export type OpenBatchRequest = z.infer<typeof OpenBatchRequest>;

/** `PUT /v1/account-batches/header-map`: what the lender's own headers mean, from now on. */
export const HeaderMapBody = z.strictObject({ headers: HeaderMap });
export type HeaderMapBody = z.infer<typeof HeaderMapBody>;

export const HeaderMapView = z.object({
  version: z.int(),
  headers: z.record(z.string(), z.string().nullable()),
  savedAt: z.string(),
});
export type HeaderMapView = z.infer<typeof HeaderMapView>;

const Totals = z.object({ count: z.int(), amount: z.object({ amount: z.int(), currency: z.string() }) });

export const BatchView = z.object({
  batchId: z.string(),
  purpose: BatchPurpose,
  state: BatchState,
  format: Format,
  fileName: z.string().exactOptional(),
  sha256: z.string().exactOptional(),
  controlTotals: z.object({
    given: Totals,
    found: z
      .object({ count: z.int(), amounts: z.array(z.object({ amount: z.string(), currency: z.string() })) })
      .exactOptional(),
  }),
  progress: z.object({
    rows: z.int(),
    received: z.int(),
    screened: z.int(),
    offered: z.int(),
    waiting: z.int(),
    eligible: z.int(),
    rejected: z.int(),
    existing: z.int(),
    invalid: z.int(),
    failed: z.int(),
  }),
  headerMap: z.record(z.string(), z.string().nullable()).exactOptional(),
  reasons: z.array(Reason),
  duplicateOf: z.string().exactOptional(),
  createdAt: z.string(),
  checkedAt: z.string().exactOptional(),
  finishedAt: z.string().exactOptional(),
  upload: UploadView.exactOptional(),
});
export type BatchView = z.infer<typeof BatchView>;

/** Where the results can be read for some minutes. */
export const ResultsView = z.object({
  batchId: z.string(),
  fileName: z.string(),
  url: z.string(),
  expiresAt: z.string(),
});
export type ResultsView = z.infer<typeof ResultsView>;
