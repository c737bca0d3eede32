import type * as z from "zod";
import type {
  BatchView,
  HeaderMapBody,
  HeaderMapView,
  OpenBatchRequest,
  ResultsView,
} from "../../shared/account-batches/wire.ts";

const batchId = "bat_01JB4R9P2XW6D8F0H3K5M7N9QS";
const sha256 = "9f2c4f0e5b0c7d1e6a3b8c9d0e1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b";
const given = { count: 3, amount: { amount: 312_550, currency: "USD" } };
const none = {
  screened: 0,
  offered: 0,
  waiting: 0,
  eligible: 0,
  rejected: 0,
  existing: 0,
  invalid: 0,
  failed: 0,
};

export const headerMapBody = {
  headers: { "Loan No": "lenderAccountRef", "Principal due": "balance.PRINCIPAL", "Branch remark": null },
} satisfies z.input<typeof HeaderMapBody>;

export const openBatchBody = {
  format: "CSV",
  controlTotals: given,
  sha256,
  fileName: "placements-2026-03-02.csv",
} satisfies z.input<typeof OpenBatchRequest>;

const announced = {
  batchId,
  purpose: "PLACE",
  state: "AWAITING_UPLOAD",
  format: "CSV",
  fileName: openBatchBody.fileName,
  sha256,
  controlTotals: { given },
  progress: { rows: 0, received: 0, ...none },
  reasons: [],
  createdAt: "2026-03-02T09:00:00.000Z",
  upload: {
    method: "PUT",
    url: "https://files.example/account-batches/lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA/bat_01JB4R9P2XW6D8F0H3K5M7N9QS?X-Amz-Signature=5f1c",
    headers: {
      "content-type": "text/csv",
      "if-none-match": "*",
      "x-amz-checksum-sha256": "nyxPDlsMfR5qO4ydDh8qO0xdbn+AkaKzxNXm9wgZKjs=",
    },
    expiresAt: "2026-03-02T09:15:00.000Z",
  },
} satisfies BatchView;

const announcedCheck = { ...announced, purpose: "CHECK" } satisfies BatchView;

const { upload: _upload, ...seen } = announced;

const refused = {
  ...seen,
  state: "REFUSED",
  reasons: [
    {
      line: 3,
      code: "AMOUNT_UNREADABLE",
      message: "balance.PRINCIPAL is not a decimal amount with at most 2 decimals.",
    },
  ],
  checkedAt: "2026-03-02T09:01:12.310Z",
} satisfies BatchView;

const placed = {
  ...seen,
  state: "COMPLETED",
  controlTotals: { given, found: { count: 3, amounts: [{ amount: "312550", currency: "USD" }] } },
  progress: { rows: 3, received: 3, ...none, screened: 3, offered: 2, rejected: 1 },
  checkedAt: "2026-03-02T09:01:12.310Z",
  finishedAt: "2026-03-02T09:01:13.927Z",
} satisfies BatchView;

const results = {
  batchId,
  fileName: `${batchId}-results.csv`,
  url: "https://files.example/batch-results/lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA/bat_01JB4R9P2XW6D8F0H3K5M7N9QS/results.csv?X-Amz-Signature=7c0a",
  expiresAt: "2026-03-02T09:06:30.000Z",
} satisfies ResultsView;

const headerMap = {
  version: 1,
  headers: headerMapBody.headers,
  savedAt: "2026-03-02T08:55:00.000Z",
} satisfies HeaderMapView;

export const batches = { announced, announcedCheck, placed, refused, results, headerMap };
