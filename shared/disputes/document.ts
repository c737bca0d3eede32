import type * as z from "zod";
import { DisputeId, DocumentId, LenderId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { DocumentView } from "./document-wire.ts";

/** A file about a dispute: announced first, then sent to the store by a link, then found there. */
export const DisputeDocument = DocumentView.omit({ upload: true, download: true }).extend({
  documentId: DocumentId,
  disputeId: DisputeId,
  lenderId: LenderId,
  announcedAt: Instant,
});
export type DisputeDocument = z.infer<typeof DisputeDocument>;

/** As many documents as one dispute has. */
export const DOCUMENT_COUNT_MAX = 50;
