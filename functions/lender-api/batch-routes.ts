import * as z from "zod";
import type { Authenticate } from "../../shared/access/authenticate.ts";
import { asLender, lenderOf, reachOf, withinReach } from "../../shared/access/scope.ts";
import { BatchState, type Batch } from "../../shared/account-batches/model.ts";
import type { saveHeaderMap } from "../../shared/account-batches/save-header-map.ts";
import type { BatchStore } from "../../shared/account-batches/store.ts";
import { batchView } from "../../shared/account-batches/view.ts";
import {
  HeaderMapBody,
  HeaderMapView,
  OpenBatchRequest,
  type ResultsView,
} from "../../shared/account-batches/wire.ts";
import { BatchId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { announceFile, type AnnounceFile } from "./announce-file.ts";

export type BatchUseCases = AnnounceFile & {
  readonly authenticate: Authenticate;
  readonly saveHeaderMap: ReturnType<typeof saveHeaderMap>;
  readonly batches: Pick<BatchStore, "find" | "page" | "headerMap">;
};

const BODY_BYTES_MAX = 64 * 1024;

const root = "/v1/account-batches";

export const batchRoutes = (use: BatchUseCases): readonly HttpRoute[] => [
  { method: "POST", path: root, handle: async (c) => open(use, c) },
  { method: "GET", path: root, handle: async (c) => list(use, c) },
  { method: "PUT", path: `${root}/header-map`, handle: async (c) => saveMap(use, c) },
  { method: "GET", path: `${root}/header-map`, handle: async (c) => readMap(use, c) },
  { method: "GET", path: `${root}/:batchId`, handle: async (c) => read(use, c) },
  { method: "GET", path: `${root}/:batchId/results`, handle: async (c) => results(use, c) },
];

const principal = async (use: BatchUseCases, c: HttpContext) =>
  use.authenticate(c.req.header("authorization"));

async function open(use: BatchUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = asLender(await principal(use, c));
  const body = jsonOf(c, await bodyText(c, BODY_BYTES_MAX));
  const request = parsed(OpenBatchRequest, body);
  return announceFile(use, c, { lenderId, purpose: "PLACE", request, body });
}

const Filter = z.object({ state: BatchState.optional() });

/** A state is picked from each page: a page may come with fewer entries than there are. */
async function list(use: BatchUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = lenderOf(reachOf(await principal(use, c)), c.req.query("lenderId"));
  const { state } = parsed(Filter, { state: c.req.query("state") });
  const { limit, after } = pagingOf(c);
  const { batches, next } = await use.batches.page(lenderId, limit, after);
  const wanted = batches.filter((batch) => state === undefined || batch.state === state);
  return c.json(
    pageOf(
      wanted.map((batch) => batchView(batch)),
      next,
    ),
  );
}

/** An id that is none is not found; neither is what belongs to somebody else. */
async function batchAt(use: BatchUseCases, c: HttpContext): Promise<Batch> {
  const reach = reachOf(await principal(use, c));
  const batchId = BatchId.safeParse(c.req.param("batchId"));
  return withinReach(reach, batchId.success ? await use.batches.find(batchId.data) : undefined);
}

const read = async (use: BatchUseCases, c: HttpContext): Promise<HttpReply> =>
  c.json(batchView(await batchAt(use, c)));

async function results(use: BatchUseCases, c: HttpContext): Promise<HttpReply> {
  const batch = await batchAt(use, c);
  if (batch.state !== "COMPLETED")
    throw new Refused({
      code: "batch-not-finished",
      detail: `The batch is ${batch.state}.`,
      extra: { state: batch.state },
    });
  const link = await use.links.results(batch);
  return c.json({ batchId: batch.batchId, ...link } satisfies ResultsView);
}

async function saveMap(use: BatchUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = asLender(await principal(use, c));
  const { headers } = parsed(HeaderMapBody, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  return c.json(HeaderMapView.parse(await use.saveHeaderMap(lenderId, headers, use.clock.now())));
}

async function readMap(use: BatchUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = asLender(await principal(use, c));
  const map = await use.batches.headerMap(lenderId);
  if (map === undefined)
    throw new Refused({
      code: "not-found",
      detail: "No header map was saved; headers are read as they are.",
    });
  return c.json(HeaderMapView.parse(map));
}
