import * as z from "zod";
import { Format, Piece, Reason } from "../incoming-files/model.ts";
import { AgencyId, EventFileId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant } from "../kernel/time.ts";
import type { TransitionTable } from "../kernel/transitions.ts";

/** The largest file, in bytes. */
export const FILE_BYTES_MAX = 1024 * 1024 * 1024;
/** The most events in one file. */
export const FILE_LINE_COUNT_MAX = 2_000_000;
/** The longest line, in bytes: what a single event may have. No more of a longer one is ever held. */
export const LINE_BYTES_MAX = 128 * 1024;
/** A chunk is what one message asks a worker to take. All of one placement, it is still done in time. */
export const chunkSize = { rows: 500, bytes: 4 * 1024 * 1024 } as const;
/** Currencies of one file's control totals. */
const CURRENCY_COUNT_MAX = 20;

/** The life of a file. Refused, it may be announced again, and begins anew. */
export const FileState = z.enum(["AWAITING_UPLOAD", "CHECKING", "PROCESSING", "COMPLETED", "REFUSED"]);
export type FileState = z.infer<typeof FileState>;

export const fileTransitions = {
  announce: { from: ["REFUSED"], to: "AWAITING_UPLOAD" },
  check: { from: ["AWAITING_UPLOAD", "CHECKING"], to: "CHECKING" },
  refuse: { from: ["CHECKING"], to: "REFUSED" },
  process: { from: ["CHECKING"], to: "PROCESSING" },
  complete: { from: ["PROCESSING"], to: "COMPLETED" },
} as const satisfies TransitionTable<FileState>;

/** What an agency says of its file: how many events and, where it wishes, how much its payments add up to. */
export const ControlTotals = z.strictObject({
  count: z.int().min(1).max(FILE_LINE_COUNT_MAX),
  payments: z
    .array(z.strictObject({ amount: z.int().min(0), currency: Currency }))
    .max(CURRENCY_COUNT_MAX)
    .refine((sums) => new Set(sums.map(({ currency }) => currency)).size === sums.length, {
      error: "a currency is named twice",
    })
    .exactOptional(),
});
export type ControlTotals = z.infer<typeof ControlTotals>;

/** What was counted in a file; payments by currency, as text, for sums may be larger than a number holds exactly. */
export const FoundTotals = z.object({ count: z.int(), payments: z.record(z.string(), z.string()) });
export type FoundTotals = z.infer<typeof FoundTotals>;

/** What became of a line: what the receipt of its event says, or that there is none. */
export const lineOutcomes = ["ACCEPTED", "DUPLICATE", "QUARANTINED", "REFUSED", "FAILED"] as const;
type LineOutcome = (typeof lineOutcomes)[number];

const count = z.int().default(0);

/** A file of events as stored: what was said of it, what was found, how far it is. */
export const EventFile = z.object({
  fileId: EventFileId,
  agencyId: AgencyId,
  /** Counts its announcements: each has an upload of its own. */
  attempt: z.int().min(1),
  state: FileState,
  format: Format,
  fileName: z.string().exactOptional(),
  declaredSha256: z.string(),
  bytes: z.int(),
  controlTotals: ControlTotals,
  createdAt: Instant,
  checkedAt: Instant.exactOptional(),
  finishedAt: Instant.exactOptional(),
  /** The very bytes that were checked: nothing else is ever taken. */
  etag: z.string().exactOptional(),
  /** What each column of a CSV file is. */
  columns: z.array(z.string()).exactOptional(),
  found: FoundTotals.exactOptional(),
  chunkCount: z.int().exactOptional(),
  /** Since when every chunk is in the queue. */
  sentAt: Instant.exactOptional(),
  reasons: z.array(Reason).exactOptional(),
  /** The chunks that are taken; a chunk's counts are added together with its number, once. */
  done: z.set(z.int()).default(() => new Set<number>()),
  accepted: count,
  duplicate: count,
  quarantined: count,
  refused: count,
  failed: count,
});
export type EventFile = z.infer<typeof EventFile>;

/** A part of a file: what one message asks a worker to take. */
export const EventChunk = Piece.extend({ fileId: EventFileId });
export type EventChunk = z.infer<typeof EventChunk>;

/** What became of one line, and why: one fault for each reason. */
export type LineResult = {
  readonly line: number;
  readonly eventId: string;
  readonly outcome: LineOutcome;
  readonly receiptId?: string;
  readonly faults: readonly { readonly code: string; readonly pointer: string; readonly detail: string }[];
};

export const isTaken = (file: EventFile): boolean =>
  file.chunkCount !== undefined && file.done.size === file.chunkCount;
