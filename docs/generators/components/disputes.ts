import { DocumentRequest, DocumentView } from "../../../shared/disputes/document-wire.ts";
import { NoteView } from "../../../shared/disputes/note-wire.ts";
import { ResolveDisputeRequest } from "../../../shared/disputes/resolution-wire.ts";
import {
  AssigneeRequest,
  DisputeView,
  ExtensionRequest,
  NoteRequest,
} from "../../../shared/disputes/wire.ts";
import { DisputePage, DocumentList, NotePage } from "../answers.ts";
import { answer, both, request } from "./entry.ts";

/** Disputes, and what lenders and agencies do with them. */
export const disputing = {
  ResolveDisputeRequest: both(
    ResolveDisputeRequest,
    "The lender's decision on a dispute. `adjustment` goes with `PARTLY_UPHELD`, and only with it.",
  ),
  AssigneeRequest: request(AssigneeRequest, "Whose work a dispute is."),
  NoteRequest: request(NoteRequest, "What is written down."),
  ExtensionRequest: request(ExtensionRequest, "How much more time the lender takes, and why."),
  DocumentRequest: request(DocumentRequest, "A file about a dispute that is about to be sent."),
  DisputeView: answer(DisputeView, "A dispute and, once answered, its outcome."),
  DisputePage: answer(DisputePage, "A page of disputes, by when they are due or were answered."),
  NoteView: answer(NoteView, "What somebody wrote down about a dispute."),
  NotePage: answer(NotePage, "A page of notes, oldest first."),
  DocumentView: answer(DocumentView, "A file about a dispute, and where to send it or to fetch it."),
  DocumentList: answer(DocumentList, "Every document of a dispute, oldest first."),
} as const;
