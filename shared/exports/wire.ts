import * as z from "zod";
import { Currency } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { BookOwner } from "../ledger/book.ts";
import { AccountCodes } from "./codes-wire.ts";

export const ExportId = z
  .string()
  .regex(/^exp_[0-9A-F]{26}$/u)
  .brand<"ExportId">();
export type ExportId = z.infer<typeof ExportId>;

export const ExportKind = z.enum(["JOURNAL", "BREAKS", "RECOVERIES"]);
export const ExportFormat = z.enum(["CSV", "JSONL"]);
export const ExportState = z.enum(["REQUESTED", "WRITTEN"]);

/** `POST /v1/exports` */
export const ExportRequest = z
  .strictObject({
    kind: ExportKind,
    format: ExportFormat.default("CSV"),
    lenderId: BookOwner.exactOptional(),
    currency: Currency,
    from: LocalDate,
    to: LocalDate,
    /** Account codes of the general ledger, in place of those that the lender saved. */
    accountCodes: AccountCodes.exactOptional(),
    /** By which of the saved codes; the latest when left out. */
    codesVersion: z.int().min(0).max(999_999).exactOptional(),
  })
  .refine(({ from, to }) => to >= from, { error: "must not be before from", path: ["to"] })
  .refine(({ kind, accountCodes }) => kind === "JOURNAL" || accountCodes === undefined, {
    error: "only a journal has account codes",
    path: ["accountCodes"],
  })
  .refine(({ kind, codesVersion }) => kind === "JOURNAL" || codesVersion === undefined, {
    error: "only a journal has account codes",
    path: ["codesVersion"],
  })
  .refine(({ accountCodes, codesVersion }) => accountCodes === undefined || codesVersion === undefined, {
    error: "codes are said or named by their version",
    path: ["codesVersion"],
  });
export type ExportRequest = z.infer<typeof ExportRequest>;

export const ExportView = z.object({
  exportId: ExportId,
  kind: ExportKind,
  format: ExportFormat,
  owner: BookOwner,
  currency: Currency,
  from: LocalDate,
  to: LocalDate,
  /** Of the saved account codes that it has, where it has any of those. */
  codesVersion: z.int().exactOptional(),
  state: ExportState,
  requestedAt: Instant,
  entries: z.int().exactOptional(),
  debit: z.int().exactOptional(),
  credit: z.int().exactOptional(),
  bytes: z.int().exactOptional(),
  sha256: z.string().exactOptional(),
  url: z.string().exactOptional(),
});
export type ExportView = z.infer<typeof ExportView>;
