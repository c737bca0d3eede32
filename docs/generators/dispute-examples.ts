import type { DisputeDocument } from "../../shared/disputes/document.ts";
import { DocumentRequest, type DocumentView } from "../../shared/disputes/document-wire.ts";
import { announce } from "../../shared/disputes/documents.ts";
import { documentView, noteView } from "../../shared/disputes/view.ts";
import type { NoteView } from "../../shared/disputes/note-wire.ts";
import { addNote } from "../../shared/disputes/work-on.ts";
import { accepted } from "../../shared/kernel/problems.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { documentBody, noteBody } from "./examples.ts";
import { byKey, held, stopped } from "./story.ts";

/** What a lender does with the dispute of the story, by the gateway's own decisions. */
const known = { account: held.account, dispute: stopped };
const by = byKey(Instant.parse("2026-03-11T08:05:00.000Z"));

function noted(): NoteView {
  const { note } = accepted(addNote(known, noteBody.text, by));
  if (note === undefined) throw new Error("a note that is not written");
  return noteView(note);
}

function announced(): DisputeDocument {
  const { document } = accepted(announce(known, DocumentRequest.parse(documentBody), by));
  if (document === undefined) throw new Error("a document that is not announced");
  return document;
}

export const noteExample = noted();

const document = announced();

export const documentExample = documentView(document);

export const announcedExample = {
  ...documentExample,
  upload: {
    method: "PUT",
    url: `https://files.example/dispute-documents/${document.lenderId}/${document.documentId}?X-Amz-Signature=7c0a`,
    headers: {
      "content-type": document.mediaType,
      "if-none-match": "*",
      "x-amz-checksum-sha256": Buffer.from(document.sha256, "hex").toString("base64"),
      "content-length": String(document.bytes),
    },
    expiresAt: "2026-03-11T08:20:00.000Z",
  },
} satisfies DocumentView;
