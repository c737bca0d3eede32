import type { Identify } from "../../shared/access/authenticate.ts";
import { lenderOf, withinReach } from "../../shared/access/scope.ts";
import type { AnnounceBankFileUseCase } from "../../shared/bank-files/announce-file.ts";
import type { BankContentStore } from "../../shared/bank-files/content-store.ts";
import type { StoredEntry } from "../../shared/bank-files/entry-model.ts";
import { QuarantinedBankLineView } from "../../shared/bank-files/entry-wire.ts";
import type { BankUploadLink } from "../../shared/bank-files/file-store.ts";
import { fileLines, type FileLinesDeps } from "../../shared/bank-files/file-lines.ts";
import { BankLineView } from "../../shared/bank-files/line-wire.ts";
import type { BankFile } from "../../shared/bank-files/model.ts";
import type { BankFileStore } from "../../shared/bank-files/store.ts";
import { bankFileView } from "../../shared/bank-files/view.ts";
import { AnnounceBankFileRequest, type BankFileDetailView } from "../../shared/bank-files/wire.ts";
import { UPLOAD_MINUTES } from "../../shared/incoming-files/links.ts";
import { BankFileId, type LenderId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import { plusHours, type Clock } from "../../shared/kernel/time.ts";
import { OwnerQuery } from "../../shared/ledger/wire.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { financeCaller } from "./finance.ts";

export type BankUseCases = FileLinesDeps & {
  readonly identify: Identify;
  readonly announceBankFile: AnnounceBankFileUseCase;
  readonly bankFiles: Pick<BankFileStore, "find" | "page" | "events">;
  readonly bankContents: Pick<BankContentStore, "statements" | "quarantined" | "quarantinedOf">;
  readonly link: BankUploadLink;
  readonly clock: Clock;
};

const BODY_BYTES_MAX = 16 * 1024;

const root = "/v1/bank-statements";

export const bankRoutes = (use: BankUseCases): readonly HttpRoute[] => [
  { method: "POST", path: root, handle: async (c) => announce(use, c) },
  { method: "GET", path: root, handle: async (c) => list(use, c) },
  { method: "GET", path: `${root}/:bankFileId`, handle: async (c) => read(use, c) },
  { method: "GET", path: `${root}/:bankFileId/lines`, handle: async (c) => lines(use, c) },
  { method: "GET", path: `${root}/:bankFileId/quarantined`, handle: async (c) => quarantined(use, c) },
  { method: "GET", path: `${root}/:bankFileId/events`, handle: async (c) => events(use, c) },
  { method: "GET", path: "/v1/bank-quarantine", handle: async (c) => waiting(use, c) },
];

async function announce(use: BankUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach, actor } = await financeCaller(use, c, "OPERATOR");
  const request = parsed(AnnounceBankFileRequest, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  const lenderId = lenderOf(reach, request.lenderId);
  const now = use.clock.now();
  const { file, known } = await use.announceBankFile({ lenderId, request, by: actor.id, now });
  c.header("location", `${root}/${file.fileId}`);
  // The answer may have a link that takes a file: nobody on the way may keep it.
  c.header("cache-control", "no-store");
  const upload = file.state === "AWAITING_UPLOAD" ? await uploadOf(use, file) : undefined;
  return c.json(bankFileView(file, upload), known ? 200 : 201);
}

const uploadOf = async ({ link, clock }: BankUseCases, file: BankFile) => ({
  method: "PUT" as const,
  ...(await link(file)),
  expiresAt: plusHours(clock.now(), UPLOAD_MINUTES / 60),
});

async function list(use: BankUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = await lenderIn(use, c);
  const { items, next } = await use.bankFiles.page(lenderId, pagingOf(c));
  return c.json(
    pageOf(
      items.map((file) => bankFileView(file)),
      next,
    ),
  );
}

async function lenderIn(use: BankUseCases, c: HttpContext): Promise<LenderId> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  return lenderOf(reach, parsed(OwnerQuery, c.req.query()).lenderId);
}

/** An id that is none is not found; neither is what belongs to somebody else. */
async function fileAt(use: BankUseCases, c: HttpContext): Promise<BankFile> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const fileId = BankFileId.safeParse(c.req.param("bankFileId"));
  return withinReach(reach, fileId.success ? await use.bankFiles.find(fileId.data) : undefined);
}

async function read(use: BankUseCases, c: HttpContext): Promise<HttpReply> {
  const file = await fileAt(use, c);
  const statements = file.state === "LOADED" ? await use.bankContents.statements(file.fileId) : [];
  return c.json({ ...bankFileView(file), statements: [...statements] } satisfies BankFileDetailView);
}

async function lines(use: BankUseCases, c: HttpContext): Promise<HttpReply> {
  const file = await fileAt(use, c);
  const { limit, after } = pagingOf(c);
  const from = after === undefined ? 1 : entryIn(after);
  if (file.state !== "LOADED") return c.json(pageOf([]));
  const { lines: found, next } = await fileLines(use, file, { from, limit });
  return c.json(
    pageOf(
      found.map((line) => BankLineView.parse(line)),
      next === undefined ? undefined : { entry: String(next) },
    ),
  );
}

/** Where a page of lines goes on. */
function entryIn({ entry = "" }: Readonly<Record<string, string>>): number {
  if (/^[1-9]\d{0,7}$/u.test(entry)) return Number(entry);
  throw new Refused({ code: "invalid-cursor", detail: "Use a nextCursor of this very list, unchanged." });
}

async function quarantined(use: BankUseCases, c: HttpContext): Promise<HttpReply> {
  const file = await fileAt(use, c);
  const paging = pagingOf(c);
  if (file.state !== "LOADED") return c.json(pageOf([]));
  const { items, next } = await use.bankContents.quarantined(file.fileId, paging);
  return c.json(pageOf(items.map(shown), next));
}

/** What is not named in a view is not shown. */
const shown = (entry: StoredEntry): QuarantinedBankLineView => QuarantinedBankLineView.parse(entry);

/** The lender's work list over all its files. */
async function waiting(use: BankUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = await lenderIn(use, c);
  const { items, next } = await use.bankContents.quarantinedOf(lenderId, pagingOf(c));
  return c.json(pageOf(items.map(shown), next));
}

async function events(use: BankUseCases, c: HttpContext): Promise<HttpReply> {
  const { fileId } = await fileAt(use, c);
  const { items, next } = await use.bankFiles.events(fileId, pagingOf(c));
  return c.json(pageOf(items, next));
}
