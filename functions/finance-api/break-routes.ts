import type { Identify } from "../../shared/access/authenticate.ts";
import { lenderOf, withinReach } from "../../shared/access/scope.ts";
import { BreakQuery, type ListBreaks } from "../../shared/breaks/list-breaks.ts";
import type { BreakRecord } from "../../shared/breaks/model.ts";
import type { ReadSummary } from "../../shared/breaks/read-summary.ts";
import type { BreakStore } from "../../shared/breaks/store.ts";
import { breakDetail, breakView } from "../../shared/breaks/view.ts";
import { BreakId } from "../../shared/breaks/wire.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { Clock } from "../../shared/kernel/time.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { financeCaller } from "./finance.ts";

export type BreakReads = {
  readonly identify: Identify;
  readonly breaks: Pick<BreakStore, "find" | "evidence" | "comments" | "events">;
  readonly listBreaks: ListBreaks;
  readonly readSummary: ReadSummary;
  readonly clock: Clock;
};

const one = "/v1/breaks/:breakId";

export const breakRoutes = (use: BreakReads): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/breaks", handle: async (c) => list(use, c) },
  { method: "GET", path: "/v1/break-summary", handle: async (c) => summary(use, c) },
  { method: "GET", path: one, handle: async (c) => read(use, c) },
  { method: "GET", path: `${one}/comments`, handle: async (c) => comments(use, c) },
  { method: "GET", path: `${one}/events`, handle: async (c) => events(use, c) },
];

async function list(use: BreakReads, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const query = parsed(BreakQuery, c.req.query());
  const lenderId = lenderOf(reach, query.lenderId);
  const { records, next } = await use.listBreaks({ lenderId, query, ...pagingOf(c) });
  const now = use.clock.now();
  return c.json(
    pageOf(
      records.map((record) => breakView(record, now)),
      next,
    ),
  );
}

async function summary(use: BreakReads, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  return c.json(await use.readSummary(lenderOf(reach, c.req.query("lenderId"))));
}

async function read(use: BreakReads, c: HttpContext): Promise<HttpReply> {
  const record = await breakAt(use, c);
  return c.json(breakDetail(record, await use.breaks.evidence(record.breakId), use.clock.now()));
}

async function comments(use: BreakReads, c: HttpContext): Promise<HttpReply> {
  const { breakId } = await breakAt(use, c);
  const { limit, after } = pagingOf(c);
  const page = await use.breaks.comments(breakId, limit, after);
  return c.json(pageOf(page.items, page.next));
}

async function events(use: BreakReads, c: HttpContext): Promise<HttpReply> {
  const { breakId } = await breakAt(use, c);
  const { limit, after } = pagingOf(c);
  const page = await use.breaks.events(breakId, limit, after);
  return c.json(pageOf(page.items, page.next));
}

async function breakAt(use: BreakReads, c: HttpContext): Promise<BreakRecord> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  return withinReach(reach, await use.breaks.find(breakIdIn(c)));
}

/** @throws Refused `not-found` */
export function breakIdIn(c: HttpContext): BreakId {
  const breakId = BreakId.safeParse(c.req.param("breakId"));
  if (breakId.success) return breakId.data;
  throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
}
