import type { UploadView } from "../incoming-files/wire.ts";
import type { Batch } from "./model.ts";
import type { BatchView } from "./wire.ts";

/** A batch as its lender sees it. */
export const batchView = (batch: Batch, upload?: UploadView): BatchView => ({
  batchId: batch.batchId,
  purpose: batch.purpose,
  state: batch.state,
  format: batch.format,
  ...(batch.fileName !== undefined && { fileName: batch.fileName }),
  ...hashOf(batch),
  controlTotals: {
    given: batch.controlTotals,
    ...(batch.found && {
      found: {
        count: batch.found.count,
        amounts: Object.entries(batch.found.amounts).map(([currency, amount]) => ({ amount, currency })),
      },
    }),
  },
  progress: progressOf(batch),
  ...(batch.headerMap && { headerMap: batch.headerMap }),
  reasons: batch.reasons ?? [],
  ...(batch.duplicateOf && { duplicateOf: batch.duplicateOf }),
  createdAt: batch.createdAt,
  ...(batch.checkedAt && { checkedAt: batch.checkedAt }),
  ...(batch.finishedAt && { finishedAt: batch.finishedAt }),
  ...(upload && { upload }),
});

/** What was found counts more than what was said. */
function hashOf({ sha256, declaredSha256 }: Batch): { readonly sha256?: string } {
  const known = sha256 ?? declaredSha256;
  return known === undefined ? {} : { sha256: known };
}

function progressOf({ found, offered, waiting, eligible, rejected, existing, invalid, failed }: Batch) {
  const screened = offered + waiting + eligible + rejected;
  return {
    rows: found?.count ?? 0,
    received: screened + existing + invalid + failed,
    screened,
    offered,
    waiting,
    eligible,
    rejected,
    existing,
    invalid,
    failed,
  };
}
