import type { Authenticate } from "../../shared/access/authenticate.ts";
import { asAgency } from "../../shared/access/scope.ts";
import type { AnnounceFile, Announced } from "../../shared/event-files/announce-file.ts";
import type { EventFile } from "../../shared/event-files/model.ts";
import type { EventFileStore } from "../../shared/event-files/store.ts";
import { eventFileView } from "../../shared/event-files/view.ts";
import { AnnounceEventFileRequest, type EventFileResults } from "../../shared/event-files/wire.ts";
import type { FileLinks } from "../../shared/incoming-files/links.ts";
import { AgencyId, EventFileId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { Clock } from "../../shared/kernel/time.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";

export type EventFileUseCases = {
  readonly authenticate: Authenticate;
  readonly announceFile: (command: AnnounceFile) => Promise<Announced>;
  readonly eventFiles: Pick<EventFileStore, "find" | "page">;
  readonly links: FileLinks<EventFile>;
  readonly clock: Clock;
};

const BODY_BYTES_MAX = 16 * 1024;

const root = "/v1/agencies/:agencyId/event-files";

export const eventFileRoutes = (use: EventFileUseCases): readonly HttpRoute[] => [
  { method: "POST", path: root, handle: async (c) => announce(use, c) },
  { method: "GET", path: root, handle: async (c) => list(use, c) },
  { method: "GET", path: `${root}/:fileId`, handle: async (c) => read(use, c) },
  { method: "GET", path: `${root}/:fileId/results`, handle: async (c) => results(use, c) },
];

async function agencyIn(use: EventFileUseCases, c: HttpContext): Promise<AgencyId> {
  const principal = await use.authenticate(c.req.header("authorization"));
  return asAgency(principal, AgencyId.safeParse(c.req.param("agencyId")).data);
}

async function announce(use: EventFileUseCases, c: HttpContext): Promise<HttpReply> {
  const agencyId = await agencyIn(use, c);
  const request = parsed(AnnounceEventFileRequest, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  const { file, known } = await use.announceFile({ agencyId, request, now: use.clock.now() });
  const upload = file.state === "AWAITING_UPLOAD" ? await use.links.upload(file) : undefined;
  c.header("location", `/v1/agencies/${agencyId}/event-files/${file.fileId}`);
  // The answer has a link that takes a file: nobody on the way may keep it.
  c.header("cache-control", "no-store");
  return c.json(eventFileView(file, upload), known ? 200 : 201);
}

async function list(use: EventFileUseCases, c: HttpContext): Promise<HttpReply> {
  const agencyId = await agencyIn(use, c);
  const { files, next } = await use.eventFiles.page(agencyId, pagingOf(c));
  return c.json(
    pageOf(
      files.map((file) => eventFileView(file)),
      next,
    ),
  );
}

/** An id that is none is not found; neither is what belongs to somebody else. */
async function fileAt(use: EventFileUseCases, c: HttpContext): Promise<EventFile> {
  const agencyId = await agencyIn(use, c);
  const fileId = EventFileId.safeParse(c.req.param("fileId"));
  const file = fileId.success ? await use.eventFiles.find(fileId.data) : undefined;
  if (file?.agencyId === agencyId) return file;
  throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
}

const read = async (use: EventFileUseCases, c: HttpContext): Promise<HttpReply> =>
  c.json(eventFileView(await fileAt(use, c)));

async function results(use: EventFileUseCases, c: HttpContext): Promise<HttpReply> {
  const file = await fileAt(use, c);
  if (file.state !== "COMPLETED")
    throw new Refused({
      code: "batch-not-finished",
      detail: `The file is ${file.state}.`,
      extra: { state: file.state },
    });
  c.header("cache-control", "no-store");
  return c.json({ fileId: file.fileId, ...(await use.links.results(file)) } satisfies EventFileResults);
}
