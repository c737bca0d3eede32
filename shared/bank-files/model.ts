import * as z from "zod";
import { AgencyId, BankFileId, LenderId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import type { TransitionTable } from "../kernel/transitions.ts";
import { CsvMap } from "../bank-statements/csv-map.ts";
import { BankAccountRef } from "../bank-accounts/wire.ts";
import { BankFileState, FileReason, Format } from "./wire.ts";

/** Statements of one file: the read of a file shows them all. */
export const STATEMENT_COUNT_MAX = 1_000;
/** Currencies of one file: each is an event of the transaction that ends the load. */
export const CURRENCY_COUNT_MAX = 20;
/** Why a file was refused: the first reasons are enough to mend it. */
export const REASON_COUNT_MAX = 20;
/** Lines that are stored between two marks of how far the load is. */
export const BLOCK_SIZE = 100;

/** The life of a file. Refused, or before its bytes came, it may be announced again, and begins anew. */
export const fileTransitions = {
  announce: { from: ["REFUSED", "AWAITING_UPLOAD"], to: "AWAITING_UPLOAD" },
  read: { from: ["AWAITING_UPLOAD", "READING"], to: "READING" },
  refuse: { from: ["READING"], to: "REFUSED" },
  load: { from: ["READING"], to: "LOADED" },
} as const satisfies TransitionTable<BankFileState>;

/** An account that the file may have statements of, by the number that they carry. */
export const KnownAccount = z.object({
  bankAccountRef: BankAccountRef,
  number: z.string(),
  currency: Currency,
  agencyId: AgencyId.exactOptional(),
});
export type KnownAccount = z.infer<typeof KnownAccount>;

/** How a file is read. */
const Settings = z.union([
  z.strictObject({ csv: CsvMap }),
  z.strictObject({
    format: Format.exclude(["CSV"]).exactOptional(),
    encoding: z.string().exactOptional(),
  }),
]);
export type Settings = z.infer<typeof Settings>;

/** What the new booked lines of one account add up to, in minor units. */
export const Movement = z.object({
  bankAccountRef: BankAccountRef,
  currency: Currency,
  lines: z.int(),
  net: z.int(),
  latest: LocalDate,
});
export type Movement = z.infer<typeof Movement>;

const count = z.int().default(0);

/** How far a load is. Every number follows from the file and what was stored, so that a repeat counts the same. */
export const Stored = z.object({
  lines: count,
  new: count,
  known: count,
  provisional: count,
  notified: count,
  movements: z.array(Movement).default([]),
});
export type Stored = z.infer<typeof Stored>;

/** A bank's file as stored: what was said of it, what was found, how far it is. */
export const BankFile = z.object({
  fileId: BankFileId,
  lenderId: LenderId,
  /** Counts its announcements: each has an upload of its own. */
  attempt: z.int().min(1),
  state: BankFileState,
  fileName: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  format: Format.exactOptional(),
  bankAccountRef: BankAccountRef.exactOptional(),
  /** The key of who announced it. */
  announcedBy: z.string(),
  createdAt: Instant,
  checkedAt: Instant.exactOptional(),
  loadedAt: Instant.exactOptional(),
  /** The very bytes that were checked: nothing else is ever loaded. */
  etag: z.string().exactOptional(),
  /** How it was read, and by which accounts: it is loaded by the same. */
  accounts: z.array(KnownAccount).exactOptional(),
  settings: Settings.exactOptional(),
  found: z.object({ statements: z.int(), lines: z.int(), quarantined: z.int() }).exactOptional(),
  stored: Stored.prefault({}),
  /** What people made of entries that could not be read. */
  corrected: count,
  rejected: count,
  /** When its history grew last, behind the event of the load. */
  touchedAt: Instant.exactOptional(),
  reasons: z.array(FileReason).exactOptional(),
});
export type BankFile = z.infer<typeof BankFile>;
