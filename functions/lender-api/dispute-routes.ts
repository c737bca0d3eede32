import type { Authenticate } from "../../shared/access/authenticate.ts";
import { lenderOf, reachOf, withinReach } from "../../shared/access/scope.ts";
import type { DisputeDocument } from "../../shared/disputes/document.ts";
import type { DocumentLinks } from "../../shared/disputes/document-links.ts";
import { DisputeQuery, type ListDisputes } from "../../shared/disputes/list-disputes.ts";
import type { Dispute } from "../../shared/disputes/model.ts";
import type { NoteStore } from "../../shared/disputes/note-store.ts";
import type { DisputeStore } from "../../shared/disputes/store.ts";
import { disputeView, documentView, noteView } from "../../shared/disputes/view.ts";
import { DisputeId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";

export type DisputeReads = {
  readonly authenticate: Authenticate;
  readonly listDisputes: ListDisputes;
  readonly disputes: Pick<DisputeStore, "find">;
  readonly notes: Pick<NoteStore, "page">;
  readonly readDocuments: (dispute: Dispute) => Promise<readonly DisputeDocument[]>;
  readonly documentLinks: Pick<DocumentLinks, "download">;
};

const one = "/v1/disputes/:disputeId";

export const disputeRoutes = (use: DisputeReads): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/disputes", handle: async (c) => list(use, c) },
  { method: "GET", path: one, handle: async (c) => c.json(disputeView(await disputeAt(use, c))) },
  { method: "GET", path: `${one}/notes`, handle: async (c) => notes(use, c) },
  { method: "GET", path: `${one}/documents`, handle: async (c) => documents(use, c) },
  { method: "GET", path: `${one}/documents/:documentId`, handle: async (c) => document(use, c) },
];

const nothing = (): Refused =>
  new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });

async function disputeAt(use: DisputeReads, c: HttpContext): Promise<Dispute> {
  const reach = reachOf(await use.authenticate(c.req.header("authorization")));
  const disputeId = DisputeId.safeParse(c.req.param("disputeId"));
  if (!disputeId.success) throw nothing();
  return withinReach(reach, await use.disputes.find(disputeId.data));
}

async function list(use: DisputeReads, c: HttpContext): Promise<HttpReply> {
  const reach = reachOf(await use.authenticate(c.req.header("authorization")));
  const lenderId = lenderOf(reach, c.req.query("lenderId"));
  const { lenderId: _lender, limit: _limit, cursor: _cursor, ...asked } = c.req.query();
  const query = parsed(DisputeQuery, asked);
  const { disputes, next } = await use.listDisputes({ lenderId, query, ...pagingOf(c) });
  return c.json(
    pageOf(
      disputes.map((dispute) => disputeView(dispute)),
      next,
    ),
  );
}

async function notes(use: DisputeReads, c: HttpContext): Promise<HttpReply> {
  const { disputeId } = await disputeAt(use, c);
  const { limit, after } = pagingOf(c);
  const page = await use.notes.page(disputeId, limit, after);
  return c.json(
    pageOf(
      page.items.map((note) => noteView(note)),
      page.next,
    ),
  );
}

async function documents(use: DisputeReads, c: HttpContext): Promise<HttpReply> {
  const found = await use.readDocuments(await disputeAt(use, c));
  return c.json({ items: found.map((document) => documentView(document)) });
}

async function document(use: DisputeReads, c: HttpContext): Promise<HttpReply> {
  const found = await use.readDocuments(await disputeAt(use, c));
  const wanted = found.find(({ documentId }) => documentId === c.req.param("documentId"));
  if (wanted === undefined) throw nothing();
  // The answer has a link that opens the file: nobody on the way may keep it.
  c.header("cache-control", "no-store");
  if (wanted.state !== "STORED") return c.json(documentView(wanted));
  return c.json(documentView(wanted, { download: await use.documentLinks.download(wanted) }));
}
