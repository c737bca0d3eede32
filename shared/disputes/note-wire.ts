import * as z from "zod";

export const NoteView = z.object({
  noteId: z.string(),
  disputeId: z.string(),
  /** What it was said for. */
  kind: z.enum(["NOTE", "CUSTOMER_QUESTION", "CUSTOMER_ANSWER", "EVIDENCE"]),
  text: z.string(),
  writtenBy: z.object({ kind: z.string(), id: z.string() }),
  writtenAt: z.string(),
});
export type NoteView = z.infer<typeof NoteView>;
