import type { UploadView } from "../incoming-files/wire.ts";
import type { RemittanceFile } from "./model.ts";
import type { RemittanceFileView } from "./wire.ts";

/** A file as its agency and finance see it. */
export const remittanceFileView = (file: RemittanceFile, upload?: UploadView): RemittanceFileView => ({
  fileId: file.fileId,
  agencyId: file.agencyId,
  lenderId: file.lenderId,
  state: file.state,
  advice: file.advice,
  fileName: file.fileName,
  sha256: file.declaredSha256,
  bytes: file.bytes,
  ...(file.dialectVersion !== undefined && { dialectVersion: file.dialectVersion }),
  ...(file.lineCount !== undefined && { lineCount: file.lineCount }),
  ...(file.remittanceId && { remittanceId: file.remittanceId }),
  reasons: file.reasons ?? [],
  createdAt: file.createdAt,
  ...(file.finishedAt && { finishedAt: file.finishedAt }),
  ...(upload && { upload }),
});
