import * as z from "zod";
import { BankAccountRef } from "../bank-accounts/wire.ts";
import { FILE_BYTES_MAX } from "../bank-statements/limits.ts";
import { Sha256, UploadView } from "../incoming-files/wire.ts";
import { BankFileId, LenderId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";

export const Format = z.enum(["CAMT", "MT940", "BAI2", "CSV"]);
export type Format = z.infer<typeof Format>;

export const BankFileState = z.enum(["AWAITING_UPLOAD", "READING", "LOADED", "REFUSED"]);
export type BankFileState = z.infer<typeof BankFileState>;

/** `POST /v1/bank-statements`: announces a bank's file. */
export const AnnounceBankFileRequest = z
  .strictObject({
    lenderId: LenderId.exactOptional(),
    fileName: z.string().min(1).max(200),
    sha256: Sha256,
    bytes: z.int().min(1).max(FILE_BYTES_MAX),
    /** Found out when left out; CSV never is. */
    format: Format.exactOptional(),
    /** All of it is of this account, and read as this account says; CSV needs it. */
    bankAccountRef: BankAccountRef.exactOptional(),
  })
  .refine(({ format, bankAccountRef }) => format !== "CSV" || bankAccountRef !== undefined, {
    error: "CSV is read by the map of its bank account",
    path: ["bankAccountRef"],
  });
export type AnnounceBankFileRequest = z.infer<typeof AnnounceBankFileRequest>;

/** One reason why a whole file was refused, with both figures where figures are the reason. */
export const FileReason = z.object({
  code: z.string(),
  message: z.string(),
  line: z.int().exactOptional(),
  statement: z.int().exactOptional(),
  expected: z.string().exactOptional(),
  found: z.string().exactOptional(),
});
export type FileReason = z.infer<typeof FileReason>;

const Balance = z.object({ amount: z.int(), currency: Currency, date: LocalDate.exactOptional() });

/** One statement of a loaded file. Sums are text: they may be larger than a number holds exactly. */
export const BankStatementView = z.object({
  number: z.int(),
  statementId: z.string(),
  bankAccountRef: BankAccountRef,
  kind: z.enum(["BOOKED", "PROVISIONAL", "NOTIFICATION"]),
  opening: Balance.exactOptional(),
  closing: Balance.exactOptional(),
  period: z.object({ from: LocalDate, to: LocalDate }).exactOptional(),
  totals: z.array(z.object({ currency: Currency, lines: z.int(), credits: z.string(), debits: z.string() })),
  quarantined: z.int(),
  /** So many of them a person has settled; sums and faults are as they are since. */
  settled: z.int().default(0),
  proven: z.boolean(),
  faults: z.array(FileReason),
});
export type BankStatementView = z.infer<typeof BankStatementView>;

export const BankFileView = z.object({
  fileId: BankFileId,
  lenderId: LenderId,
  state: BankFileState,
  fileName: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  format: Format.exactOptional(),
  bankAccountRef: BankAccountRef.exactOptional(),
  progress: z.object({
    statements: z.int(),
    lines: z.int(),
    quarantined: z.int(),
    corrected: z.int(),
    rejected: z.int(),
    stored: z.int(),
    new: z.int(),
    known: z.int(),
    provisional: z.int(),
    notified: z.int(),
  }),
  movements: z.array(
    z.object({ bankAccountRef: BankAccountRef, currency: Currency, lines: z.int(), net: z.int() }),
  ),
  reasons: z.array(FileReason),
  createdAt: Instant,
  checkedAt: Instant.exactOptional(),
  loadedAt: Instant.exactOptional(),
  upload: UploadView.exactOptional(),
});
export type BankFileView = z.infer<typeof BankFileView>;

/** A file with its statements: none until it is loaded. */
export const BankFileDetailView = BankFileView.extend({ statements: z.array(BankStatementView) });
export type BankFileDetailView = z.infer<typeof BankFileDetailView>;
