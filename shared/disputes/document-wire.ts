import * as z from "zod";
import { UploadView } from "../incoming-files/wire.ts";

/** What a document may be: nothing that a browser would run. */
const MediaType = z.enum([
  "application/pdf",
  "image/png",
  "image/jpeg",
  "image/tiff",
  "text/plain",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
]);

const DOCUMENT_BYTES_MAX = 25 * 1024 * 1024;

/** `POST …/documents`: announces a file; the answer says where to send it. */
export const DocumentRequest = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\p{C}"\\/]+$/u, { error: "no control characters, quotation marks or slashes" }),
  mediaType: MediaType,
  bytes: z.int().min(1).max(DOCUMENT_BYTES_MAX),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u, { error: "64 hexadecimal digits in lower case" }),
});
export type DocumentRequest = z.infer<typeof DocumentRequest>;

export const DocumentView = z.object({
  documentId: z.string(),
  disputeId: z.string(),
  state: z.enum(["AWAITING_UPLOAD", "STORED"]),
  ...DocumentRequest.shape,
  announcedBy: z.object({ kind: z.enum(["LENDER", "AGENCY"]), id: z.string() }),
  announcedAt: z.string(),
  upload: UploadView.exactOptional(),
  /** Saves the file; good for two minutes. */
  download: z.object({ url: z.string(), expiresAt: z.string() }).exactOptional(),
});
export type DocumentView = z.infer<typeof DocumentView>;
