import type { Identify } from "../../shared/access/authenticate.ts";
import type { Reach } from "../../shared/access/scope.ts";
import type { Export } from "../../shared/exports/model.ts";
import type { ReadExport } from "../../shared/exports/read-export.ts";
import type { RequestExport } from "../../shared/exports/request-export.ts";
import type { ExportStore } from "../../shared/exports/store.ts";
import { ExportId, ExportRequest } from "../../shared/exports/wire.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import { OwnerQuery } from "../../shared/ledger/wire.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { financeCaller, ownerOf } from "./finance.ts";

export type ExportUseCases = {
  readonly identify: Identify;
  readonly exports: Pick<ExportStore, "find" | "page">;
  readonly requestExport: RequestExport;
  readonly readExport: ReadExport;
};

const BODY_BYTES_MAX = 16 * 1024;

export const exportRoutes = (use: ExportUseCases): readonly HttpRoute[] => [
  { method: "POST", path: "/v1/exports", handle: async (c) => request(use, c) },
  { method: "GET", path: "/v1/exports", handle: async (c) => list(use, c) },
  { method: "GET", path: "/v1/exports/:exportId", handle: async (c) => read(use, c) },
];

async function request(use: ExportUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach, actor } = await financeCaller(use, c, "OPERATOR");
  const asked = parsed(ExportRequest, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  const one = await use.requestExport(ownerOf(reach, asked.lenderId), asked, actor);
  c.header("location", `/v1/exports/${one.exportId}`);
  return answer(use, c, one);
}

async function list(use: ExportUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const { lenderId } = parsed(OwnerQuery, c.req.query());
  const { limit, after } = pagingOf(c);
  const { items, next } = await use.exports.page(ownerOf(reach, lenderId), limit, after);
  c.header("cache-control", "no-store");
  return c.json(pageOf(await Promise.all(items.map(use.readExport)), next));
}

async function read(use: ExportUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const exportId = ExportId.safeParse(c.req.param("exportId"));
  return answer(use, c, within(reach, exportId.success ? await use.exports.find(exportId.data) : undefined));
}

async function answer(use: ExportUseCases, c: HttpContext, one: Export): Promise<HttpReply> {
  // The answer may have a link that opens a file: nobody on the way may keep it.
  c.header("cache-control", "no-store");
  return c.json(await use.readExport(one), one.state === "WRITTEN" ? 200 : 202);
}

function within({ lenderId }: Reach, found: Export | undefined): Export {
  if (found === undefined || (lenderId !== undefined && found.owner !== lenderId))
    throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
  return found;
}
