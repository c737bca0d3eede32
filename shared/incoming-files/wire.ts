import * as z from "zod";

/** Where and how a file is sent. */
export const UploadView = z.object({
  method: z.literal("PUT"),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  expiresAt: z.string(),
});
export type UploadView = z.infer<typeof UploadView>;

/** What a file's SHA-256 looks like. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u, { error: "64 lower-case hexadecimal digits" });
