import * as z from "zod";
import { Currency } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { BookOwner } from "../ledger/book.ts";

export const ExportId = z
  .string()
  .regex(/^exp_[0-9A-F]{26}$/u)
  .brand<"ExportId">();
export type ExportId = z.infer<typeof ExportId>;

export const ExportKind = z.enum(["JOURNAL", "BREAKS"]);
export const ExportFormat = z.enum(["CSV", "JSONL"]);
export const ExportState = z.enum(["REQUESTED", "WRITTEN"]);

/** A ledger account, or its first part for all below it, and the code that the general ledger has for it. */
const AccountCodes = z
  .record(z.string().min(1).max(80), z.string().min(1).max(40))
  .refine((codes) => Object.keys(codes).length <= 200, { error: "at most 200 codes" });

/** `POST /v1/exports` */
export const ExportRequest = z
  .strictObject({
    kind: ExportKind,
    format: ExportFormat.default("CSV"),
    lenderId: BookOwner.exactOptional(),
    currency: Currency,
    from: LocalDate,
    to: LocalDate,
    /** Account codes of the general ledger; an account without one keeps its own name. */
    accountCodes: AccountCodes.default({}),
  })
  .refine(({ from, to }) => to >= from, { error: "must not be before from", path: ["to"] })
  .refine(({ kind, accountCodes }) => kind === "JOURNAL" || Object.keys(accountCodes).length === 0, {
    error: "only a journal has account codes",
    path: ["accountCodes"],
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
