import type * as z from "zod";
import type { Identify } from "../../shared/access/authenticate.ts";
import { asLender } from "../../shared/access/scope.ts";
import { answer, cancelProposal, confirm } from "../../shared/disputes/answer.ts";
import type { ChangeADispute, ChangedDispute } from "../../shared/disputes/change-dispute.ts";
import type { DocumentLinks } from "../../shared/disputes/document-links.ts";
import type { DocumentStore } from "../../shared/disputes/document-store.ts";
import { DocumentRequest } from "../../shared/disputes/document-wire.ts";
import { announce } from "../../shared/disputes/documents.ts";
import type { NoteStore } from "../../shared/disputes/note-store.ts";
import type { ByKey, DisputeStep, KnownDispute } from "../../shared/disputes/step.ts";
import { disputeView, documentView, noteView } from "../../shared/disputes/view.ts";
import { ResolveDisputeRequest } from "../../shared/disputes/resolution-wire.ts";
import { AssigneeRequest, ExtensionRequest, NoteRequest } from "../../shared/disputes/wire.ts";
import {
  addNote,
  askCustomer,
  assign,
  extend,
  hearCustomer,
  investigate,
} from "../../shared/disputes/work-on.ts";
import { DisputeId, DocumentId, NoteId, type LenderId } from "../../shared/kernel/ids.ts";
import { Refused, type Refusal } from "../../shared/kernel/problems.ts";
import type { Money } from "../../shared/kernel/money.ts";
import type { Result } from "../../shared/kernel/result.ts";
import { NothingRequest } from "../../shared/placements/wire.ts";
import { canonical, sha256 } from "../../shared/platform/canonical.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { idempotencyKeyOf } from "../../shared/platform/http-idempotency.ts";

export type DisputeCommands = {
  readonly identify: Identify;
  readonly changeDispute: ChangeADispute;
  readonly fourEyesAbove: (lenderId: LenderId) => Promise<Money | undefined>;
  readonly documents: Pick<DocumentStore, "find">;
  readonly notes: Pick<NoteStore, "find">;
  readonly documentLinks: Pick<DocumentLinks, "upload">;
};

const BODY_BYTES_MAX = 16 * 1024;

type Decided = Result<DisputeStep | undefined, Refusal>;

type Asked<Body> = {
  readonly known: KnownDispute;
  readonly body: Body;
  readonly by: ByKey & { readonly actor: { readonly kind: "LENDER"; readonly id: LenderId } };
  readonly use: DisputeCommands;
};

type Command<Body> = {
  readonly method?: "PUT";
  readonly path: string;
  readonly body: z.ZodType<Body>;
  readonly decide: (asked: Asked<Body>) => Decided | Promise<Decided>;
  /** What is answered instead of the dispute: what was made. */
  readonly answers?: (use: DisputeCommands, c: HttpContext, done: ChangedDispute) => Promise<HttpReply>;
};

const command = <Body>(one: Command<Body>) => ({
  method: one.method ?? ("POST" as const),
  path: `/v1/disputes/:disputeId/${one.path}`,
  on: (use: DisputeCommands) => async (c: HttpContext) => take(use, c, one),
});

/** What a lender can do with a dispute; each answers with the dispute as it is then, or with what it made. */
const commands = [
  command({
    method: "PUT",
    path: "assignee",
    body: AssigneeRequest,
    decide: ({ known, body, by }) => assign(known, body.assignee, by),
  }),
  command({
    path: "notes",
    body: NoteRequest,
    decide: ({ known, body, by }) => addNote(known, body.text, by),
    answers: newNote,
  }),
  command({
    path: "extension",
    body: ExtensionRequest,
    decide: ({ known, body, by }) => extend(known, body, by),
  }),
  command({ path: "investigation", body: NothingRequest, decide: ({ known, by }) => investigate(known, by) }),
  command({
    path: "customer-question",
    body: NoteRequest,
    decide: ({ known, body, by }) => askCustomer(known, body.text, by),
  }),
  command({
    path: "customer-answer",
    body: NoteRequest,
    decide: ({ known, body, by }) => hearCustomer(known, body.text, by),
  }),
  command({
    path: "documents",
    body: DocumentRequest,
    decide: ({ known, body, by }) => announce(known, body, by),
    answers: newDocument,
  }),
  command({
    path: "resolution",
    body: ResolveDisputeRequest,
    decide: async ({ known, body: request, by, use }) => {
      const limit = await use.fourEyesAbove(by.actor.id);
      return answer(known, { request, ...(limit && { fourEyesAbove: limit }) }, by);
    },
  }),
  command({
    path: "resolution/confirmation",
    body: NothingRequest,
    decide: ({ known, by }) => confirm(known, by),
  }),
  command({
    path: "resolution/cancellation",
    body: NothingRequest,
    decide: ({ known, by }) => cancelProposal(known, by),
  }),
];

export const disputeCommandRoutes = (use: DisputeCommands): readonly HttpRoute[] =>
  commands.map(({ method, path, on }) => ({ method, path, handle: on(use) }));

async function take<Body>(
  use: DisputeCommands,
  c: HttpContext,
  { path, body: schema, decide, answers }: Command<Body>,
): Promise<HttpReply> {
  const { principal, keyId } = await use.identify(c.req.header("authorization"));
  const lenderId = asLender(principal);
  const disputeId = DisputeId.safeParse(c.req.param("disputeId"));
  if (!disputeId.success) throw nothing();
  const json = jsonOf(c, await bodyText(c, BODY_BYTES_MAX));
  const body = parsed(schema, json);
  const { idempotencyKey: key } = idempotencyKeyOf(c);
  const asked = {
    disputeId: disputeId.data,
    isTheirs: ({ dispute }: KnownDispute) => dispute.lenderId === lenderId,
    what: path,
    ...(key !== undefined && { once: { lenderId, key, bodyHash: sha256(canonical([c.req.path, json])) } }),
  };
  const done = await use.changeDispute(asked, async (known, now) =>
    decide({ known, body, by: { actor: { kind: "LENDER", id: lenderId }, keyId, now }, use }),
  );
  if (done.replayed) c.header("idempotent-replayed", "true");
  return answers ? answers(use, c, done) : c.json(disputeView(done.dispute));
}

async function newNote(use: DisputeCommands, c: HttpContext, done: ChangedDispute): Promise<HttpReply> {
  const note = await use.notes.find(done.dispute.disputeId, NoteId.parse(done.made));
  if (note === undefined) throw nothing();
  return c.json(noteView(note), 201);
}

async function newDocument(use: DisputeCommands, c: HttpContext, done: ChangedDispute): Promise<HttpReply> {
  const document = await use.documents.find(done.dispute.disputeId, DocumentId.parse(done.made));
  if (document === undefined) throw nothing();
  c.header("location", `/v1/disputes/${document.disputeId}/documents/${document.documentId}`);
  c.header("cache-control", "no-store");
  const upload = document.state === "STORED" ? {} : { upload: await use.documentLinks.upload(document) };
  return c.json(documentView(document, upload), 201);
}

const nothing = (): Refused =>
  new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
