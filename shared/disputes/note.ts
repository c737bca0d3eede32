import type * as z from "zod";
import { DisputeId, NoteId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { NoteView } from "./note-wire.ts";

/** What somebody wrote down about a dispute. The event of it carries no text: histories are read by many. */
export const Note = NoteView.extend({
  noteId: NoteId,
  disputeId: DisputeId,
  writtenAt: Instant,
});
export type Note = z.infer<typeof Note>;

/** As many notes as one dispute has. */
export const NOTE_COUNT_MAX = 500;
