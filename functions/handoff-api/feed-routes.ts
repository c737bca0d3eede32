import type { Authenticate } from "../../shared/access/authenticate.ts";
import { asAgency } from "../../shared/access/scope.ts";
import type { listPlacements, readPlacement } from "../../shared/feed/agency-placements.ts";
import type { confirmCursor, readCursor } from "../../shared/feed/confirm-cursor.ts";
import type { ReadFeed } from "../../shared/feed/read-feed.ts";
import { ConfirmCursorRequest } from "../../shared/feed/wire.ts";
import { AgencyId, PlacementId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { limitOf, pageOf, pagingOf } from "../../shared/platform/http-paging.ts";

export type FeedUseCases = {
  readonly authenticate: Authenticate;
  readonly readFeed: ReadFeed;
  readonly readCursor: ReturnType<typeof readCursor>;
  readonly confirmCursor: ReturnType<typeof confirmCursor>;
  readonly listPlacements: ReturnType<typeof listPlacements>;
  readonly readPlacement: ReturnType<typeof readPlacement>;
};

const BODY_BYTES_MAX = 4 * 1024;

const AGENCY = "/v1/agencies/:agencyId";

export const feedRoutes = (use: FeedUseCases): readonly HttpRoute[] => [
  { method: "GET", path: `${AGENCY}/feed`, handle: async (c) => feed(use, c) },
  { method: "GET", path: `${AGENCY}/feed/cursor`, handle: async (c) => cursor(use, c) },
  { method: "PUT", path: `${AGENCY}/feed/cursor`, handle: async (c) => confirm(use, c) },
  { method: "GET", path: `${AGENCY}/placements`, handle: async (c) => placements(use, c) },
  { method: "GET", path: `${AGENCY}/placements/:placementId`, handle: async (c) => placement(use, c) },
];

/** The agency of the path, which its own key speaks for. */
const agencyOf = async (use: FeedUseCases, c: HttpContext): Promise<AgencyId> =>
  asAgency(
    await use.authenticate(c.req.header("authorization")),
    AgencyId.safeParse(c.req.param("agencyId")).data,
  );

async function feed(use: FeedUseCases, c: HttpContext): Promise<HttpReply> {
  const agencyId = await agencyOf(use, c);
  const from = c.req.query("cursor");
  const page = await use.readFeed(agencyId, {
    limit: limitOf(c),
    ...(from !== undefined && { cursor: from }),
  });
  return c.json(page);
}

async function cursor(use: FeedUseCases, c: HttpContext): Promise<HttpReply> {
  return c.json(await use.readCursor(await agencyOf(use, c)));
}

async function confirm(use: FeedUseCases, c: HttpContext): Promise<HttpReply> {
  const agencyId = await agencyOf(use, c);
  const request = parsed(ConfirmCursorRequest, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  return c.json(await use.confirmCursor(agencyId, request));
}

async function placements(use: FeedUseCases, c: HttpContext): Promise<HttpReply> {
  const page = await use.listPlacements(await agencyOf(use, c), pagingOf(c));
  return c.json(pageOf(page.items, page.next));
}

async function placement(use: FeedUseCases, c: HttpContext): Promise<HttpReply> {
  const agencyId = await agencyOf(use, c);
  const placementId = PlacementId.safeParse(c.req.param("placementId"));
  if (placementId.success) return c.json(await use.readPlacement(agencyId, placementId.data));
  throw new Refused({ code: "not-found", detail: "No placement of yours has this id." });
}
