import * as z from "zod";
import { Currency } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { BookOwner } from "../ledger/book.ts";
import { ExportFormat, ExportId, ExportKind, ExportState } from "./wire.ts";

/** What was written: to compare a copy with, and to prove that nothing is missing. */
export const Written = z.object({
  at: Instant,
  bytes: z.int(),
  sha256: z.string(),
  entries: z.int(),
  debit: z.int(),
  credit: z.int(),
});
export type Written = z.infer<typeof Written>;

/** An export as stored; its id is made of what it holds, so that asking again finds it. */
export const Export = z.object({
  exportId: ExportId,
  kind: ExportKind,
  format: ExportFormat,
  owner: BookOwner,
  currency: Currency,
  from: LocalDate,
  to: LocalDate,
  codes: z.record(z.string(), z.string()),
  /** Which version of the lender's saved codes they are; absent where they were said with the request. */
  codesVersion: z.int().exactOptional(),
  state: ExportState,
  requestedAt: Instant,
  written: Written.exactOptional(),
});
export type Export = z.infer<typeof Export>;

export const exportKey = ({ owner, exportId, format }: Export): string =>
  `exports/${owner}/${exportId}.${format === "CSV" ? "csv" : "jsonl"}`;
