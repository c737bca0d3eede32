import type { UploadView } from "../incoming-files/wire.ts";
import type { EventFile } from "./model.ts";
import type { EventFileView } from "./wire.ts";

/** A file as its agency sees it. */
export const eventFileView = (file: EventFile, upload?: UploadView): EventFileView => ({
  fileId: file.fileId,
  state: file.state,
  format: file.format,
  ...(file.fileName !== undefined && { fileName: file.fileName }),
  sha256: file.declaredSha256,
  bytes: file.bytes,
  controlTotals: {
    given: file.controlTotals,
    ...(file.found && {
      found: {
        count: file.found.count,
        payments: Object.entries(file.found.payments).map(([currency, amount]) => ({ amount, currency })),
      },
    }),
  },
  progress: progressOf(file),
  reasons: file.reasons ?? [],
  createdAt: file.createdAt,
  ...(file.checkedAt && { checkedAt: file.checkedAt }),
  ...(file.finishedAt && { finishedAt: file.finishedAt }),
  ...(upload && { upload }),
});

function progressOf({ found, accepted, duplicate, quarantined, refused, failed }: EventFile) {
  return {
    lines: found?.count ?? 0,
    received: accepted + duplicate + quarantined + refused + failed,
    accepted,
    duplicate,
    quarantined,
    refused,
    failed,
  };
}
