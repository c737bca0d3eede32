import type { Create } from "../kernel/change.ts";
import { accountIdOf, eventSequenceOf, type DisputeId, type NoteId } from "../kernel/ids.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { Note } from "./note.ts";

const prefixOf = (disputeId: DisputeId): string => `NOTE#${disputeId}#`;

const noteKey = (disputeId: DisputeId, noteId: NoteId) => ({
  pk: `ACCOUNT#${accountIdOf(disputeId)}`,
  sk: `${prefixOf(disputeId)}${String(eventSequenceOf(noteId)).padStart(8, "0")}`,
});

export const noteStore = (reader: Reader) => ({
  find: async (disputeId: DisputeId, noteId: NoteId): Promise<Note | undefined> => {
    const item = await reader.get(noteKey(disputeId, noteId));
    return item === undefined ? undefined : Note.parse(item);
  },
  /** A page of a dispute's notes, oldest first. */
  page: async (disputeId: DisputeId, limit: number, after?: Page["next"]) => {
    const pk = `ACCOUNT#${accountIdOf(disputeId)}`;
    const page = await reader.page({ pk, prefix: prefixOf(disputeId), limit, ...(after && { after }) });
    return { ...page, items: page.items.map((item) => Note.parse(item)) };
  },
  created: (note: Note): Create => ({
    kind: "create",
    name: "note",
    item: { ...noteKey(note.disputeId, note.noteId), ...note },
  }),
});

export type NoteStore = ReturnType<typeof noteStore>;
