import * as z from "zod";
import { Format, Piece, Reason } from "../incoming-files/model.ts";
import { BatchId, LenderId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant } from "../kernel/time.ts";
import type { TransitionTable } from "../kernel/transitions.ts";
import { Column } from "./columns.ts";

/** The largest file, in bytes. */
export const FILE_BYTES_MAX = 512 * 1024 * 1024;
/** The most accounts in one file. */
export const FILE_ROW_COUNT_MAX = 1_000_000;
/** The longest row, in bytes. No more of a longer one is ever held. */
export const ROW_BYTES_MAX = 64 * 1024;
/** A chunk is what one message asks a worker to place: a few seconds of work, and few enough bytes to hold. */
export const chunkSize = { rows: 200, bytes: 4 * 1024 * 1024 } as const;

/** What a file is sent for: to have its accounts placed, or only to be told what would become of them. */
export const BatchPurpose = z.enum(["PLACE", "CHECK"]);
export type BatchPurpose = z.infer<typeof BatchPurpose>;

/** The life of a batch. */
export const batchStates = [
  "AWAITING_UPLOAD",
  "CHECKING",
  "PROCESSING",
  "COMPLETED",
  "REFUSED",
  "DUPLICATE",
] as const;
export const BatchState = z.enum(batchStates);
export type BatchState = z.infer<typeof BatchState>;

export const batchTransitions = {
  check: { from: ["AWAITING_UPLOAD", "CHECKING"], to: "CHECKING" },
  refuse: { from: ["CHECKING"], to: "REFUSED" },
  "find-duplicate": { from: ["CHECKING"], to: "DUPLICATE" },
  process: { from: ["CHECKING"], to: "PROCESSING" },
  complete: { from: ["PROCESSING"], to: "COMPLETED" },
} as const satisfies TransitionTable<BatchState>;

/** What a lender says of its file: how many accounts, and how much they owe in all. */
export const ControlTotals = z.strictObject({
  count: z.int().min(1).max(FILE_ROW_COUNT_MAX),
  amount: z.strictObject({ amount: z.int().min(0), currency: Currency }),
});
export type ControlTotals = z.infer<typeof ControlTotals>;

/** What became of a row; ELIGIBLE only where nothing was to be placed. */
export const RowOutcome = z.enum([
  "OFFERED",
  "WAITING",
  "ELIGIBLE",
  "REJECTED",
  "EXISTING",
  "INVALID",
  "FAILED",
]);
export type RowOutcome = z.infer<typeof RowOutcome>;

/** What was counted in a file, by currency. Text, for sums may be larger than a number holds exactly. */
export const FoundTotals = z.object({ count: z.int(), amounts: z.record(z.string(), z.string()) });
export type FoundTotals = z.infer<typeof FoundTotals>;

const count = z.int().default(0);

/** A file of accounts as stored: what was said of it, what was found, how far it is. */
export const Batch = z.object({
  batchId: BatchId,
  lenderId: LenderId,
  purpose: BatchPurpose,
  state: BatchState,
  format: Format,
  fileName: z.string().exactOptional(),
  controlTotals: ControlTotals,
  declaredSha256: z.string().exactOptional(),
  /** The map that the header is read with, whatever the lender's map becomes later. */
  headerMap: z.record(z.string(), Column.nullable()).exactOptional(),
  createdAt: Instant,
  checkedAt: Instant.exactOptional(),
  finishedAt: Instant.exactOptional(),
  /** The very bytes that were checked: nothing else is ever placed. */
  etag: z.string().exactOptional(),
  sha256: z.string().exactOptional(),
  /** What each column of a CSV file is; `null` is not looked at. */
  columns: z.array(Column.nullable()).exactOptional(),
  found: FoundTotals.exactOptional(),
  chunkCount: z.int().exactOptional(),
  /** Since when every chunk is in the queue. */
  sentAt: Instant.exactOptional(),
  reasons: z.array(Reason).exactOptional(),
  duplicateOf: BatchId.exactOptional(),
  /** The chunks that are placed; a chunk's counts are added together with its number, once. */
  done: z.set(z.int()).default(() => new Set<number>()),
  offered: count,
  waiting: count,
  eligible: count,
  rejected: count,
  existing: count,
  invalid: count,
  failed: count,
});
export type Batch = z.infer<typeof Batch>;

/** A part of a file, cut between rows: what one message asks a worker to place. */
export const Chunk = Piece.extend({
  batchId: BatchId,
  /** It repeats a reference of an earlier chunk: the first row makes the account, so the earlier ones go first. */
  repeats: z.boolean(),
});
export type Chunk = z.infer<typeof Chunk>;

/** A row of a file as its format splits it: the cells of a CSV row; of NDJSON, one cell with the JSON. */
export type Row = {
  readonly kind: "row";
  /** The line of the file that it begins on, from 1. */
  readonly line: number;
  /** Where it ends: the byte after it and its line break, and how many lines there are until then. */
  readonly end: number;
  readonly lines: number;
  readonly cells: readonly string[];
};

/** Where a file stops being one that can be read. */
type Broken = { readonly kind: "broken" } & Reason;

export type Scanned = Row | Broken;

/** What became of one row, and why: one fault for each reason. */
export const Became = z.object({
  outcome: RowOutcome,
  accountId: z.string().exactOptional(),
  faults: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })),
});
export type Became = z.infer<typeof Became>;

export type RowResult = Became & { readonly line: number; readonly lenderAccountRef: string };

export const isPlaced = (batch: Batch): boolean =>
  batch.chunkCount !== undefined && batch.done.size === batch.chunkCount;
