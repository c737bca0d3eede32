import * as z from "zod";

/** A daily file: what it holds, and where it can be fetched for the next minutes. */
export const FileView = z.object({
  date: z.string(),
  rows: z.int(),
  firstPosition: z.int().exactOptional(),
  lastPosition: z.int().exactOptional(),
  totals: z.array(z.object({ currency: z.string(), amount: z.string() })),
  bytes: z.int(),
  sha256: z.string(),
  writtenAt: z.string(),
  url: z.string(),
  urlExpiresAt: z.string(),
});
export type FileView = z.infer<typeof FileView>;
