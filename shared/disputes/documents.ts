import { documentIdOf } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { Objects } from "../platform/objects.ts";
import type { ChangeADispute } from "./change-dispute.ts";
import { DOCUMENT_COUNT_MAX, type DisputeDocument } from "./document.ts";
import type { DocumentStore } from "./document-store.ts";
import type { DocumentRequest } from "./document-wire.ts";
import { isOpenDispute, type Dispute } from "./model.ts";
import {
  disputeEvent,
  nextSequence,
  notPossible,
  type ByAnyone,
  type ByKey,
  type DisputeStep,
  type KnownDispute,
} from "./step.ts";

/** Where the bytes of a document stand. */
export const documentKeyOf = ({ lenderId, documentId }: DisputeDocument): string =>
  `dispute-documents/${lenderId}/${documentId}`;

/** Takes a file on before it comes. @returns refusals `invalid-transition`, `limit-reached` */
export function announce(
  { account, dispute }: KnownDispute,
  request: DocumentRequest,
  by: ByKey & { readonly actor: DisputeDocument["announcedBy"] },
): Result<DisputeStep, Refusal> {
  if (!isOpenDispute(dispute))
    return notPossible(dispute, "announce-document", `The dispute is ${dispute.state}.`);
  if (dispute.documentCount >= DOCUMENT_COUNT_MAX)
    return refuse({
      code: "limit-reached",
      detail: `A dispute has at most ${DOCUMENT_COUNT_MAX} documents.`,
    });
  const { disputeId, lenderId } = dispute;
  const documentId = documentIdOf(account.accountId, nextSequence(account));
  const { mediaType, bytes, sha256 } = request;
  return ok({
    account,
    dispute: { ...dispute, documentCount: dispute.documentCount + 1 },
    document: {
      documentId,
      disputeId,
      lenderId,
      state: "AWAITING_UPLOAD",
      ...request,
      announcedBy: by.actor,
      announcedAt: by.now,
    },
    events: [
      disputeEvent(by, dispute, {
        type: "dispute.document_announced",
        data: { documentId, mediaType, bytes, sha256 },
      }),
    ],
  });
}

const stored = (
  { account, dispute }: KnownDispute,
  document: DisputeDocument,
  by: ByAnyone,
): DisputeStep => ({
  account,
  dispute,
  document: { ...document, state: "STORED" },
  events: [
    disputeEvent(by, dispute, {
      type: "dispute.document_stored",
      data: { documentId: document.documentId, sha256: document.sha256 },
    }),
  ],
});

type ReadDocumentsDeps = {
  readonly documents: Pick<DocumentStore, "find" | "of">;
  readonly objects: Pick<Objects, "bytesOf">;
  readonly changeDispute: ChangeADispute;
};

/** The documents of a dispute; those that have come since somebody looked are found, and recorded once. */
export const readDocuments =
  (deps: ReadDocumentsDeps) =>
  async (dispute: Dispute): Promise<readonly DisputeDocument[]> => {
    const documents = await deps.documents.of(dispute.disputeId);
    const seen: DisputeDocument[] = [];
    for (const document of documents) seen.push(await looked(deps, dispute, document));
    return seen;
  };

/** The link is signed for these bytes, so the store took no others; their number is looked at all the same. */
async function looked(
  deps: ReadDocumentsDeps,
  { disputeId, lenderId }: Dispute,
  document: DisputeDocument,
): Promise<DisputeDocument> {
  if (document.state === "STORED") return document;
  if ((await deps.objects.bytesOf(documentKeyOf(document))) !== document.bytes) return document;
  const { documentId } = document;
  await deps.changeDispute(
    {
      disputeId,
      what: `store-document#${documentId}`,
      isTheirs: ({ dispute }) => dispute.lenderId === lenderId,
    },
    async (known, now) => {
      const standing = await deps.documents.find(disputeId, documentId);
      const by = { actor: { kind: "SYSTEM" as const, id: "lender-api" }, now };
      return ok(standing?.state === "AWAITING_UPLOAD" ? stored(known, standing, by) : undefined);
    },
  );
  return { ...document, state: "STORED" };
}
