import type { Identify } from "../../shared/access/authenticate.ts";
import { SuspenseId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import type { Log } from "../../shared/platform/log.ts";
import type { FindSuspense } from "../../shared/suspense/find.ts";
import type { ListSuspense } from "../../shared/suspense/list.ts";
import type { AttributeSuspense, ReturnSuspense } from "../../shared/suspense/settle-suspense.ts";
import { suspenseDetail, suspenseView } from "../../shared/suspense/view.ts";
import { AttributionRequest, ReturnRequest, SuspenseQuery } from "../../shared/suspense/wire.ts";
import { bodyOf, operator } from "./operator.ts";

export type SuspenseUseCases = {
  readonly identify: Identify;
  readonly listSuspense: ListSuspense;
  readonly findSuspense: FindSuspense;
  readonly attributeSuspense: AttributeSuspense;
  readonly returnSuspense: ReturnSuspense;
  readonly log: Log;
};

const one = "/v1/suspense-payments/:suspenseId";

/** Money of nobody's is the operator's work: it may be any lender's. */
export const suspenseRoutes = (use: SuspenseUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/suspense-payments", handle: async (c) => list(use, c) },
  { method: "GET", path: one, handle: async (c) => show(use, c) },
  { method: "POST", path: `${one}/attribution`, handle: async (c) => attribute(use, c) },
  { method: "POST", path: `${one}/return`, handle: async (c) => giveBack(use, c) },
];

function suspenseIdOf(c: HttpContext): SuspenseId {
  const id = SuspenseId.safeParse(c.req.param("suspenseId"));
  if (id.success) return id.data;
  throw new Refused({ code: "not-found", detail: "No money in suspense has that id." });
}

async function list(use: SuspenseUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const { items, next } = await use.listSuspense(parsed(SuspenseQuery, c.req.query()), pagingOf(c));
  return c.json(pageOf(items.map(suspenseView), next));
}

async function show(use: SuspenseUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  return c.json(suspenseDetail(await use.findSuspense(suspenseIdOf(c))));
}

async function attribute(use: SuspenseUseCases, c: HttpContext): Promise<HttpReply> {
  const by = await operator(use, c);
  const request = await bodyOf(c, AttributionRequest);
  const suspenseId = suspenseIdOf(c);
  const found = await use.attributeSuspense({ suspenseId, ...request, actor: { kind: "ADMIN", id: by } });
  use.log.info("suspense.attributed", { suspenseId, placementId: request.placementId, by });
  return c.json(suspenseDetail(found));
}

async function giveBack(use: SuspenseUseCases, c: HttpContext): Promise<HttpReply> {
  const by = await operator(use, c);
  const request = await bodyOf(c, ReturnRequest);
  const suspenseId = suspenseIdOf(c);
  const found = await use.returnSuspense({ suspenseId, ...request, actor: { kind: "ADMIN", id: by } });
  use.log.info("suspense.returned", { suspenseId, by });
  return c.json(suspenseDetail(found));
}
