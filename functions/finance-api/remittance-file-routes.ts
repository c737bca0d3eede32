import type { Identify } from "../../shared/access/authenticate.ts";
import { asAgency, lenderOf, withinReach } from "../../shared/access/scope.ts";
import type { FileLinks } from "../../shared/incoming-files/links.ts";
import { AgencyId, RemittanceFileId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { Clock } from "../../shared/kernel/time.ts";
import { OwnerQuery } from "../../shared/ledger/wire.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import type { AnnounceFile, Announced } from "../../shared/remittance-files/announce-file.ts";
import type { RemittanceFile } from "../../shared/remittance-files/model.ts";
import type { RemittanceFileStore } from "../../shared/remittance-files/store.ts";
import { remittanceFileView } from "../../shared/remittance-files/view.ts";
import {
  AnnounceRemittanceFile,
  RemittanceFileOnBehalf,
  type RemittanceFileResults,
} from "../../shared/remittance-files/wire.ts";
import { financeCaller } from "./finance.ts";

export type RemittanceFileUseCases = {
  readonly identify: Identify;
  readonly announceRemittanceFile: (command: AnnounceFile) => Promise<Announced>;
  readonly remittanceFiles: Pick<RemittanceFileStore, "find" | "page">;
  readonly links: FileLinks<RemittanceFile>;
  readonly clock: Clock;
};

const BODY_BYTES_MAX = 16 * 1024;

const OURS = "/v1/remittance-files";
const THEIRS = "/v1/agencies/:agencyId/remittance-files";

export const remittanceFileRoutes = (use: RemittanceFileUseCases): readonly HttpRoute[] => [
  { method: "POST", path: OURS, handle: async (c) => announceOnBehalf(use, c) },
  { method: "GET", path: OURS, handle: async (c) => list(use, c) },
  { method: "GET", path: `${OURS}/:remittanceFileId`, handle: async (c) => read(await seen(use, c), c) },
  {
    method: "GET",
    path: `${OURS}/:remittanceFileId/results`,
    handle: async (c) => results(use, await seen(use, c), c),
  },
  { method: "POST", path: THEIRS, handle: async (c) => announce(use, c) },
  { method: "GET", path: THEIRS, handle: async (c) => listOwn(use, c) },
  { method: "GET", path: `${THEIRS}/:remittanceFileId`, handle: async (c) => read(await own(use, c), c) },
  {
    method: "GET",
    path: `${THEIRS}/:remittanceFileId/results`,
    handle: async (c) => results(use, await own(use, c), c),
  },
];

async function agencyOf(use: RemittanceFileUseCases, c: HttpContext): Promise<AgencyId> {
  const { principal } = await use.identify(c.req.header("authorization"));
  return asAgency(principal, AgencyId.safeParse(c.req.param("agencyId")).data);
}

const bodyOf = async (c: HttpContext): Promise<unknown> => jsonOf(c, await bodyText(c, BODY_BYTES_MAX));

async function announce(use: RemittanceFileUseCases, c: HttpContext): Promise<HttpReply> {
  const agencyId = await agencyOf(use, c);
  const request = parsed(AnnounceRemittanceFile, await bodyOf(c));
  const by = { kind: "AGENCY", id: agencyId } as const;
  const root = THEIRS.replace(":agencyId", agencyId);
  return announced(use, c, { root, command: { agencyId, request, by, now: use.clock.now() } });
}

/** Finance sends what an agency sent it otherwise. */
async function announceOnBehalf(use: RemittanceFileUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach, actor } = await financeCaller(use, c, "OPERATOR");
  const { agencyId, ...request } = parsed(RemittanceFileOnBehalf, await bodyOf(c));
  lenderOf(reach, request.advice.lenderId);
  const by = { kind: "FINANCE", id: actor.id } as const;
  return announced(use, c, { root: OURS, command: { agencyId, request, by, now: use.clock.now() } });
}

async function announced(
  use: RemittanceFileUseCases,
  c: HttpContext,
  { root, command }: { readonly root: string; readonly command: AnnounceFile },
): Promise<HttpReply> {
  const { file, known } = await use.announceRemittanceFile(command);
  c.header("location", `${root}/${file.fileId}`);
  // The answer may have a link that takes a file: nobody on the way may keep it.
  c.header("cache-control", "no-store");
  const upload = file.state === "AWAITING_UPLOAD" ? await use.links.upload(file) : undefined;
  return c.json(remittanceFileView(file, upload), known ? 200 : 201);
}

async function list(use: RemittanceFileUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  return page(use, c, lenderOf(reach, parsed(OwnerQuery, c.req.query()).lenderId));
}

const listOwn = async (use: RemittanceFileUseCases, c: HttpContext): Promise<HttpReply> =>
  page(use, c, await agencyOf(use, c));

async function page(
  use: RemittanceFileUseCases,
  c: HttpContext,
  whose: Parameters<RemittanceFileStore["page"]>[0],
): Promise<HttpReply> {
  const { items, next } = await use.remittanceFiles.page(whose, pagingOf(c));
  return c.json(
    pageOf(
      items.map((file) => remittanceFileView(file)),
      next,
    ),
  );
}

/** An id that is none is not found. */
async function found(use: RemittanceFileUseCases, c: HttpContext): Promise<RemittanceFile | undefined> {
  const fileId = RemittanceFileId.safeParse(c.req.param("remittanceFileId"));
  return fileId.success ? use.remittanceFiles.find(fileId.data) : undefined;
}

/** One that finance may see. @throws Refused `not-found` */
async function seen(use: RemittanceFileUseCases, c: HttpContext): Promise<RemittanceFile> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  return withinReach(reach, await found(use, c));
}

/** One of the agency's own, whoever sent it. @throws Refused `not-found` */
async function own(use: RemittanceFileUseCases, c: HttpContext): Promise<RemittanceFile> {
  const agencyId = await agencyOf(use, c);
  const file = await found(use, c);
  if (file?.agencyId === agencyId) return file;
  throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
}

const read = (file: RemittanceFile, c: HttpContext): HttpReply => c.json(remittanceFileView(file));

async function results(
  use: RemittanceFileUseCases,
  file: RemittanceFile,
  c: HttpContext,
): Promise<HttpReply> {
  if (file.finishedAt === undefined || file.state === "AWAITING_UPLOAD")
    throw new Refused({
      code: "batch-not-finished",
      detail: `The file is ${file.state}.`,
      extra: { state: file.state },
    });
  c.header("cache-control", "no-store");
  return c.json({ fileId: file.fileId, ...(await use.links.results(file)) } satisfies RemittanceFileResults);
}
