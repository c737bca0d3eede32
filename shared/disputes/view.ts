import type { DisputeDocument } from "./document.ts";
import { DocumentView } from "./document-wire.ts";
import type { Dispute } from "./model.ts";
import type { Note } from "./note.ts";
import { NoteView } from "./note-wire.ts";
import { DisputeView } from "./wire.ts";

/** What is not named in a view is not shown. */
export const disputeView = (dispute: Dispute): DisputeView => DisputeView.parse(dispute);

export const noteView = (note: Note): NoteView => NoteView.parse(note);

export const documentView = (
  document: DisputeDocument,
  links: Pick<DocumentView, "upload" | "download"> = {},
): DocumentView => DocumentView.parse({ ...document, ...links });
