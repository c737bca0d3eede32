import * as z from "zod";
import { Format, Reason } from "../incoming-files/model.ts";
import { Sha256, UploadView } from "../incoming-files/wire.ts";
import { ControlTotals, FILE_BYTES_MAX, FileState } from "./model.ts";

/** `POST /v1/agencies/{agencyId}/event-files`: announces a file of events. */
export const AnnounceEventFileRequest = z.strictObject({
  format: Format,
  sha256: Sha256,
  bytes: z.int().min(1).max(FILE_BYTES_MAX),
  controlTotals: ControlTotals,
  fileName: z.string().min(1).max(200).exactOptional(),
});
export type AnnounceEventFileRequest = z.infer<typeof AnnounceEventFileRequest>;

const GivenTotals = z.object({
  count: z.int(),
  payments: z.array(z.object({ amount: z.int(), currency: z.string() })).exactOptional(),
});

const CountedTotals = z.object({
  count: z.int(),
  payments: z.array(z.object({ amount: z.string(), currency: z.string() })),
});

export const EventFileView = z.object({
  fileId: z.string(),
  state: FileState,
  format: Format,
  fileName: z.string().exactOptional(),
  sha256: z.string(),
  bytes: z.int(),
  controlTotals: z.object({ given: GivenTotals, found: CountedTotals.exactOptional() }),
  progress: z.object({
    lines: z.int(),
    received: z.int(),
    accepted: z.int(),
    duplicate: z.int(),
    quarantined: z.int(),
    refused: z.int(),
    failed: z.int(),
  }),
  reasons: z.array(Reason),
  createdAt: z.string(),
  checkedAt: z.string().exactOptional(),
  finishedAt: z.string().exactOptional(),
  upload: UploadView.exactOptional(),
});
export type EventFileView = z.infer<typeof EventFileView>;

/** Where the results can be read for some minutes. */
export const EventFileResults = z.object({
  fileId: z.string(),
  fileName: z.string(),
  url: z.string(),
  expiresAt: z.string(),
});
export type EventFileResults = z.infer<typeof EventFileResults>;
