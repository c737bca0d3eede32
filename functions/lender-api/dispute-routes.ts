import * as z from "zod";
import type { Authenticate } from "../../shared/access/authenticate.ts";
import { asLender, lenderOf, reachOf, withinReach } from "../../shared/access/scope.ts";
import type { Dispute } from "../../shared/disputes/model.ts";
import type { ResolveDispute } from "../../shared/disputes/resolve-dispute.ts";
import type { DisputeStore } from "../../shared/disputes/store.ts";
import { ResolveDisputeRequest, type DisputeView } from "../../shared/disputes/wire.ts";
import { DisputeId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { HttpContext, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";

export type DisputeUseCases = {
  readonly authenticate: Authenticate;
  readonly resolveDispute: (command: ResolveDispute) => Promise<Dispute>;
  readonly disputes: Pick<DisputeStore, "find" | "open">;
};

const BODY_BYTES_MAX = 16 * 1024;

/** Open disputes of a lender that one answer shows, oldest first. */
const OPEN_COUNT_MAX = 200;

export const disputeRoutes = (use: DisputeUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/disputes", handle: async (c) => list(use, c) },
  { method: "GET", path: "/v1/disputes/:disputeId", handle: async (c) => read(use, c) },
  { method: "POST", path: "/v1/disputes/:disputeId/resolution", handle: async (c) => resolve(use, c) },
];

const principal = async (use: DisputeUseCases, c: HttpContext) =>
  use.authenticate(c.req.header("authorization"));

function disputeIdOf(c: HttpContext): DisputeId {
  const disputeId = DisputeId.safeParse(c.req.param("disputeId"));
  if (disputeId.success) return disputeId.data;
  throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
}

/** The disputes that wait for an answer, by when they were received. */
async function list(use: DisputeUseCases, c: HttpContext): Promise<Response> {
  const lenderId = lenderOf(reachOf(await principal(use, c)), c.req.query("lenderId"));
  const { limit } = parsed(Query, { limit: c.req.query("limit"), state: c.req.query("state") });
  const open = await use.disputes.open(lenderId, limit);
  return c.json({ items: open.map(disputeView) });
}

const Query = z.object({
  state: z.literal("OPEN").default("OPEN"),
  limit: z.coerce.number().int().min(1).max(OPEN_COUNT_MAX).default(50),
});

async function read(use: DisputeUseCases, c: HttpContext): Promise<Response> {
  const reach = reachOf(await principal(use, c));
  return c.json(disputeView(withinReach(reach, await use.disputes.find(disputeIdOf(c)))));
}

async function resolve(use: DisputeUseCases, c: HttpContext): Promise<Response> {
  const lenderId = asLender(await principal(use, c));
  const request = parsed(ResolveDisputeRequest, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  return c.json(disputeView(await use.resolveDispute({ lenderId, disputeId: disputeIdOf(c), request })));
}

const disputeView = ({ lenderId: _lender, ...dispute }: Dispute): DisputeView => dispute;
