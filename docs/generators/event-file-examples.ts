import type * as z from "zod";
import type {
  AnnounceEventFileRequest,
  EventFileResults,
  EventFileView,
} from "../../shared/event-files/wire.ts";
import { ids } from "./examples.ts";

const fileId = "evf_3F0C8B1D5A7E9F2046B8D1C3A5";
const sha256 = "4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce";
const given = { count: 3, payments: [{ amount: 40_000, currency: "USD" }] };
const none = { accepted: 0, duplicate: 0, quarantined: 0, refused: 0, failed: 0 };

export const announceEventFileBody = {
  format: "CSV",
  fileName: "events-2026-03-02.csv",
  sha256,
  bytes: 812,
  controlTotals: given,
} satisfies z.input<typeof AnnounceEventFileRequest>;

const announced = {
  fileId,
  state: "AWAITING_UPLOAD",
  format: "CSV",
  fileName: announceEventFileBody.fileName,
  sha256,
  bytes: announceEventFileBody.bytes,
  controlTotals: { given },
  progress: { lines: 0, received: 0, ...none },
  reasons: [],
  createdAt: "2026-03-02T18:00:00.000Z",
  upload: {
    method: "PUT",
    url: `https://files.example/event-files/${ids.agencyId}/${fileId}/1?X-Amz-Signature=5f1c`,
    headers: {
      "content-type": "text/csv",
      "if-none-match": "*",
      "x-amz-checksum-sha256": "TgdAhWK+24tgzgXB3s/jrRa3IjCWfeAfZAt+Rym0n84=",
    },
    expiresAt: "2026-03-02T18:15:00.000Z",
  },
} satisfies EventFileView;

const { upload: _upload, ...seen } = announced;

const taken = {
  ...seen,
  state: "COMPLETED",
  controlTotals: { given, found: { count: 3, payments: [{ amount: "40000", currency: "USD" }] } },
  progress: { lines: 3, received: 3, ...none, accepted: 2, refused: 1 },
  checkedAt: "2026-03-02T18:01:12.310Z",
  finishedAt: "2026-03-02T18:01:12.927Z",
} satisfies EventFileView;

const refused = {
  ...seen,
  state: "REFUSED",
  controlTotals: { given, found: { count: 2, payments: [{ amount: "40000", currency: "USD" }] } },
  reasons: [{ code: "COUNT_MISMATCH", message: "The file has 2 events; 3 were given." }],
  checkedAt: "2026-03-02T18:01:12.310Z",
} satisfies EventFileView;

const results = {
  fileId,
  fileName: `${fileId}-results.csv`,
  url: `https://files.example/event-results/${ids.agencyId}/${fileId}/results.csv?X-Amz-Signature=7c0a`,
  expiresAt: "2026-03-02T18:06:30.000Z",
} satisfies EventFileResults;

export const eventFiles = { announced, taken, refused, results };
