import type { Identify } from "../../shared/access/authenticate.ts";
import { asFinanceOrAdmin, existing } from "../../shared/access/scope.ts";
import type { Log } from "../../shared/platform/log.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { detailOf, viewOf } from "../../shared/quarantine/model.ts";
import type { rejectEvent } from "../../shared/quarantine/reject-event.ts";
import type { releaseEvent } from "../../shared/quarantine/release-event.ts";
import type { QuarantineStore } from "../../shared/quarantine/store.ts";
import { QuarantineQuery, RejectionRequest } from "../../shared/quarantine/wire.ts";
import { bodyOf, operator } from "./operator.ts";

export type QuarantineUseCases = {
  readonly identify: Identify;
  readonly quarantine: Pick<QuarantineStore, "find" | "page">;
  readonly releaseEvent: ReturnType<typeof releaseEvent>;
  readonly rejectEvent: ReturnType<typeof rejectEvent>;
  readonly log: Log;
};

const one = "/v1/quarantined-events/:receiptId";

export const quarantineRoutes = (use: QuarantineUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/quarantined-events", handle: async (c) => list(use, c) },
  { method: "GET", path: one, handle: async (c) => show(use, c) },
  { method: "POST", path: `${one}/release`, handle: async (c) => release(use, c) },
  { method: "POST", path: `${one}/rejection`, handle: async (c) => reject(use, c) },
];

const receiptIdOf = (c: HttpContext): string => (c.req.param("receiptId") ?? "").slice(0, 64);

async function list(use: QuarantineUseCases, c: HttpContext): Promise<HttpReply> {
  asFinanceOrAdmin((await use.identify(c.req.header("authorization"))).principal);
  const { agencyId, reason, state } = c.req.query();
  const given = { agencyId, reason, state };
  const query = parsed(
    QuarantineQuery,
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
  const { items, next } = await use.quarantine.page(query, pagingOf(c));
  return c.json(pageOf(items.map(viewOf), next));
}

async function show(use: QuarantineUseCases, c: HttpContext): Promise<HttpReply> {
  asFinanceOrAdmin((await use.identify(c.req.header("authorization"))).principal);
  return c.json(detailOf(existing(await use.quarantine.find(receiptIdOf(c)))));
}

async function release(use: QuarantineUseCases, c: HttpContext): Promise<HttpReply> {
  const by = await operator(use, c);
  const event = await use.releaseEvent(receiptIdOf(c), by);
  const { agencyId, answer } = event;
  use.log.info("quarantine.released", { agencyId, receiptId: answer.receiptId, by });
  return c.json(viewOf(event));
}

async function reject(use: QuarantineUseCases, c: HttpContext): Promise<HttpReply> {
  const by = await operator(use, c);
  const { reason } = await bodyOf(c, RejectionRequest);
  const event = await use.rejectEvent(receiptIdOf(c), by, reason);
  const { agencyId, answer } = event;
  use.log.info("quarantine.rejected", { agencyId, receiptId: answer.receiptId, by });
  return c.json(viewOf(event));
}
