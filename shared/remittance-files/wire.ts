import * as z from "zod";
import { Reason } from "../incoming-files/model.ts";
import { Sha256, UploadView } from "../incoming-files/wire.ts";
import { AgencyId, LenderId } from "../kernel/ids.ts";
import { AdviceHeader } from "../remittances/wire.ts";

/** The largest file, in bytes. */
export const FILE_BYTES_MAX = 32 * 1024 * 1024;

/** The life of a file. Refused, or without its bytes, it may be announced anew. */
export const RemittanceFileState = z.enum(["AWAITING_UPLOAD", "READING", "ADVISED", "REFUSED"]);
export type RemittanceFileState = z.infer<typeof RemittanceFileState>;

/** `POST /v1/agencies/{agencyId}/remittance-files`: announces a file with the lines of an advice. */
export const AnnounceRemittanceFile = z.strictObject({
  /** All of the advice but its lines; its totals here, or in the file's last row. */
  advice: AdviceHeader,
  fileName: z.string().min(1).max(200),
  sha256: Sha256,
  bytes: z.int().min(1).max(FILE_BYTES_MAX),
});
export type AnnounceRemittanceFile = z.infer<typeof AnnounceRemittanceFile>;

/** `POST /v1/remittance-files`: a file that an agency sent finance otherwise. */
export const RemittanceFileOnBehalf = AnnounceRemittanceFile.extend({ agencyId: AgencyId });

export const RemittanceFileView = z.object({
  fileId: z.string(),
  agencyId: AgencyId,
  lenderId: LenderId,
  state: RemittanceFileState,
  advice: AdviceHeader.strip(),
  fileName: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  /** The version of the agency's dialect by which it is read; none where columns are called as here. */
  dialectVersion: z.int().exactOptional(),
  lineCount: z.int().exactOptional(),
  remittanceId: z.string().exactOptional(),
  reasons: z.array(Reason),
  createdAt: z.string(),
  finishedAt: z.string().exactOptional(),
  upload: UploadView.exactOptional(),
});
export type RemittanceFileView = z.infer<typeof RemittanceFileView>;

/** Where the results can be read for some minutes. */
export const RemittanceFileResults = z.object({
  fileId: z.string(),
  fileName: z.string(),
  url: z.string(),
  expiresAt: z.string(),
});
export type RemittanceFileResults = z.infer<typeof RemittanceFileResults>;
