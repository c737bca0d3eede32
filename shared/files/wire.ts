import * as z from "zod";

/** The sum of the balances that a file names, in one currency; a text, for it may be beyond exact numbers. */
export const ControlTotal = z.object({ currency: z.string(), amount: z.string() });
export type ControlTotal = z.infer<typeof ControlTotal>;

/** A daily file: what it holds, and where it can be fetched for the next minutes. */
export const FileView = z.object({
  date: z.string(),
  rows: z.int(),
  firstPosition: z.int().exactOptional(),
  lastPosition: z.int().exactOptional(),
  totals: z.array(ControlTotal),
  bytes: z.int(),
  sha256: z.string(),
  writtenAt: z.string(),
  url: z.string(),
  urlExpiresAt: z.string(),
});
export type FileView = z.infer<typeof FileView>;
