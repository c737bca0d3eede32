import * as z from "zod";
import type { Identify } from "../../shared/access/authenticate.ts";
import type { ChangeStore } from "../../shared/changes/store.ts";
import { Subject } from "../../shared/changes/wire.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { operator } from "./operator.ts";

export type ChangeUseCases = {
  readonly identify: Identify;
  readonly changes: Pick<ChangeStore, "page">;
};

export const changeRoutes = (use: ChangeUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/changes", handle: async (c) => list(use, c) },
];

const Query = z.object({ subject: Subject.optional() });

async function list(use: ChangeUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const { subject } = parsed(Query, { subject: c.req.query("subject") });
  const { limit, after } = pagingOf(c);
  const { items, next } = await use.changes.page(subject, { limit, ...(after && { after }) });
  return c.json(pageOf(items, next));
}
