import * as z from "zod";
import type { Authenticate } from "../../shared/access/authenticate.ts";
import { asLender, lenderOf, reachOf } from "../../shared/access/scope.ts";
import { costView, type Cost } from "../../shared/charges/cost.ts";
import type { CostStore } from "../../shared/charges/cost-store.ts";
import type { DecideCost } from "../../shared/charges/decide-cost.ts";
import { DecideCostRequest } from "../../shared/charges/wire.ts";
import { CostId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";

export type CostUseCases = {
  readonly authenticate: Authenticate;
  readonly decideCost: (command: DecideCost) => Promise<Cost>;
  readonly costs: Pick<CostStore, "pending">;
};

const BODY_BYTES_MAX = 16 * 1024;

export const costRoutes = (use: CostUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/costs", handle: async (c) => list(use, c) },
  { method: "POST", path: "/v1/costs/:costId/decision", handle: async (c) => decide(use, c) },
];

const principal = async (use: CostUseCases, c: HttpContext) =>
  use.authenticate(c.req.header("authorization"));

const Query = z.object({ state: z.literal("PENDING").default("PENDING") });

/** The costs that wait for the lender's word, the oldest first. */
async function list(use: CostUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = lenderOf(reachOf(await principal(use, c)), c.req.query("lenderId"));
  const state = c.req.query("state");
  parsed(Query, { ...(state && { state }) });
  const page = await use.costs.pending({ lenderId, ...pagingOf(c) });
  return c.json(pageOf(page.items.map(costView), page.next));
}

async function decide(use: CostUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = asLender(await principal(use, c));
  const request = parsed(DecideCostRequest, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  return c.json(costView(await use.decideCost({ lenderId, costId: costIdOf(c), request })));
}

function costIdOf(c: HttpContext): CostId {
  const costId = CostId.safeParse(c.req.param("costId"));
  if (costId.success) return costId.data;
  throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
}
