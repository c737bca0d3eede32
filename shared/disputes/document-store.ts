import type { Replace } from "../kernel/change.ts";
import { accountIdOf, eventSequenceOf, type DisputeId, type DocumentId } from "../kernel/ids.ts";
import type { Reader } from "../platform/dynamo.ts";
import { DisputeDocument, DOCUMENT_COUNT_MAX } from "./document.ts";

const prefixOf = (disputeId: DisputeId): string => `DOCUMENT#${disputeId}#`;

const documentKey = (disputeId: DisputeId, documentId: DocumentId) => ({
  pk: `ACCOUNT#${accountIdOf(disputeId)}`,
  sk: `${prefixOf(disputeId)}${String(eventSequenceOf(documentId)).padStart(8, "0")}`,
});

export const documentStore = (reader: Reader) => ({
  find: async (disputeId: DisputeId, documentId: DocumentId): Promise<DisputeDocument | undefined> => {
    const item = await reader.get(documentKey(disputeId, documentId));
    return item === undefined ? undefined : DisputeDocument.parse(item);
  },
  /** Every document of a dispute, oldest first. */
  of: async (disputeId: DisputeId): Promise<readonly DisputeDocument[]> => {
    const pk = `ACCOUNT#${accountIdOf(disputeId)}`;
    const page = await reader.page({ pk, prefix: prefixOf(disputeId), limit: DOCUMENT_COUNT_MAX });
    return page.items.map((item) => DisputeDocument.parse(item));
  },
  /** Guarded by the account, whose version moves in the same transaction. */
  written: (document: DisputeDocument): Replace => ({
    kind: "replace",
    name: "document",
    item: { ...documentKey(document.disputeId, document.documentId), ...document },
    when: [],
  }),
});

export type DocumentStore = ReturnType<typeof documentStore>;
