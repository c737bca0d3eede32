import type { Identify } from "../../shared/access/authenticate.ts";
import type { Reach } from "../../shared/access/scope.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { DriftStore } from "../../shared/ledger/drift-store.ts";
import { DriftCheckId, DriftRequest, type DriftCheckView } from "../../shared/ledger/drift-wire.ts";
import type { RequestDrift } from "../../shared/ledger/request-drift.ts";
import { BookQuery } from "../../shared/ledger/wire.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { financeCaller, ownerOf } from "./finance.ts";

export type DriftUseCases = {
  readonly identify: Identify;
  readonly drift: Pick<DriftStore, "find" | "page">;
  readonly requestDrift: RequestDrift;
  readonly newUlid: () => string;
};

const BODY_BYTES_MAX = 1024;

export const driftRoutes = (use: DriftUseCases): readonly HttpRoute[] => [
  { method: "POST", path: "/v1/ledger/drift", handle: async (c) => request(use, c) },
  { method: "GET", path: "/v1/ledger/drift", handle: async (c) => list(use, c) },
  { method: "GET", path: "/v1/ledger/drift/:checkId", handle: async (c) => read(use, c) },
];

async function request(use: DriftUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach, actor } = await financeCaller(use, c, "OPERATOR");
  const { lenderId, ...days } = parsed(DriftRequest, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  const asked = { ...days, owner: ownerOf(reach, lenderId), once: use.newUlid() };
  const check = await use.requestDrift(asked, actor);
  c.header("location", `/v1/ledger/drift/${check.checkId}`);
  return c.json(check, 202);
}

async function list(use: DriftUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const { lenderId, currency } = parsed(BookQuery, c.req.query());
  const { limit, after } = pagingOf(c);
  const page = await use.drift.page({ owner: ownerOf(reach, lenderId), currency }, limit, after);
  return c.json(pageOf(page.items, page.next));
}

async function read(use: DriftUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const id = DriftCheckId.safeParse(c.req.param("checkId"));
  return c.json(within(reach, id.success ? await use.drift.find(id.data) : undefined));
}

function within({ lenderId }: Reach, found: DriftCheckView | undefined): DriftCheckView {
  if (found === undefined || (lenderId !== undefined && found.owner !== lenderId))
    throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
  return found;
}
