import type { Authenticate } from "../../shared/access/authenticate.ts";
import { lenderOf, reachOf } from "../../shared/access/scope.ts";
import { OverdueQuery, type OverdueClocks } from "../../shared/clocks/overdue-clocks.ts";
import { HoldQuery, type UnacknowledgedHolds } from "../../shared/compliance/unacknowledged-holds.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";

export type WorkLists = {
  readonly authenticate: Authenticate;
  readonly unacknowledgedHolds: UnacknowledgedHolds;
  readonly overdueClocks: OverdueClocks;
};

/** What waits for somebody; disputes and reports of debtors have lists of their own. */
export const workListRoutes = (use: WorkLists): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/unacknowledged-holds", handle: async (c) => holds(use, c) },
  { method: "GET", path: "/v1/overdue-clocks", handle: async (c) => overdue(use, c) },
];

const lenderIn = async (use: WorkLists, c: HttpContext) =>
  lenderOf(reachOf(await use.authenticate(c.req.header("authorization"))), c.req.query("lenderId"));

async function holds(use: WorkLists, c: HttpContext): Promise<HttpReply> {
  const lenderId = await lenderIn(use, c);
  const { agencyId, state } = c.req.query();
  const query = parsed(HoldQuery, { ...(agencyId && { agencyId }), ...(state && { state }) });
  const { items, next } = await use.unacknowledgedHolds({ lenderId, query, ...pagingOf(c) });
  return c.json(pageOf(items, next));
}

async function overdue(use: WorkLists, c: HttpContext): Promise<HttpReply> {
  const lenderId = await lenderIn(use, c);
  const { kind } = c.req.query();
  const query = parsed(OverdueQuery, kind ? { kind } : {});
  const { items, next } = await use.overdueClocks({ lenderId, query, ...pagingOf(c) });
  return c.json(pageOf(items, next));
}
