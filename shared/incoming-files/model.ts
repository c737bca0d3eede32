import * as z from "zod";

export const Format = z.enum(["CSV", "NDJSON"]);
export type Format = z.infer<typeof Format>;

/** One reason why a whole file was refused. */
export const Reason = z.object({ line: z.int().exactOptional(), code: z.string(), message: z.string() });
export type Reason = z.infer<typeof Reason>;

/** Why a file was refused: the first reasons are enough to mend it. */
export const REASON_COUNT_MAX = 20;

/** How much of a file one message asks a worker for. */
export type ChunkSize = { readonly rows: number; readonly bytes: number };

/** A part of a file, cut between rows. */
export const Piece = z.object({
  number: z.int().min(1),
  /** Bytes of the file, from the first to before the last. */
  start: z.int(),
  end: z.int(),
  /** Lines of the file before it. */
  linesBefore: z.int(),
  rows: z.int(),
});
export type Piece = z.infer<typeof Piece>;

/** Seconds until a chunk that could not be worked is asked for again: often at first, for hours in the end. */
export const turnSeconds = (receiveCount: number): number =>
  Math.min(TURN_SECONDS_MAX, Math.round(TURN_SECONDS * TURN_GROWTH ** (receiveCount - 1)));
const TURN_SECONDS = 5;
const TURN_GROWTH = 1.5;
const TURN_SECONDS_MAX = 900;
