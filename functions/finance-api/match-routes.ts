import type * as z from "zod";
import type { Identify } from "../../shared/access/authenticate.ts";
import { lenderOf, withinReach } from "../../shared/access/scope.ts";
import type { FinanceRole } from "../../shared/access/wire.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import { NothingRequest, ReasonRequest } from "../../shared/placements/wire.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import type { ChangeAMatch } from "../../shared/reconciliation/change-match.ts";
import { factPage } from "../../shared/reconciliation/fact-page.ts";
import type { MatchStore } from "../../shared/reconciliation/match-store.ts";
import { MatchId, matchView, type StoredMatch } from "../../shared/reconciliation/stored-match.ts";
import { UnmatchRequest, type MatchCommand } from "../../shared/reconciliation/unmatch-wire.ts";
import { ReconciliationQuery } from "../../shared/reconciliation/wire-run.ts";
import { commandIn } from "./command.ts";
import { financeCaller } from "./finance.ts";

export type MatchUseCases = {
  readonly identify: Identify;
  readonly matches: Pick<MatchStore, "find" | "page" | "chunk" | "events">;
  readonly changeMatch: ChangeAMatch;
};

const BODY_BYTES_MAX = 4 * 1024;

const one = "/v1/matches/:matchId";

type Command<Body> = {
  readonly path: string;
  readonly body: z.ZodType<Body>;
  readonly least: FinanceRole;
  readonly asks: (body: Body) => MatchCommand;
};

const command = <Body>(of: Command<Body>) => ({
  path: `${one}/${of.path}`,
  on: (use: MatchUseCases) => async (c: HttpContext) => take(use, c, of),
});

/** What finance can do with a match; each answers with the match as it is then. */
const commands = [
  command({
    path: "unmatch",
    body: UnmatchRequest,
    least: "OPERATOR",
    asks: (request) => ({ kind: "UNMATCH", request }),
  }),
  command({
    path: "unmatch/confirmation",
    body: NothingRequest,
    least: "APPROVER",
    asks: () => ({ kind: "CONFIRM" }),
  }),
  command({
    path: "unmatch/rejection",
    body: ReasonRequest,
    least: "APPROVER",
    asks: (body) => ({ kind: "REJECT", ...body }),
  }),
  command({
    path: "rematch",
    body: ReasonRequest,
    least: "OPERATOR",
    asks: (body) => ({ kind: "ALLOW", ...body }),
  }),
];

export const matchRoutes = (use: MatchUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/matches", handle: async (c) => list(use, c) },
  { method: "GET", path: one, handle: async (c) => c.json(matchView(await matchAt(use, c))) },
  { method: "GET", path: `${one}/facts`, handle: async (c) => facts(use, c) },
  { method: "GET", path: `${one}/events`, handle: async (c) => events(use, c) },
  ...commands.map(({ path, on }) => ({ method: "POST" as const, path, handle: on(use) })),
];

async function list(use: MatchUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const { lenderId, currency } = parsed(ReconciliationQuery, c.req.query());
  const { limit, after } = pagingOf(c);
  const page = await use.matches.page({ lenderId: lenderOf(reach, lenderId), currency }, limit, after);
  return c.json(pageOf(page.items.map(matchView), page.next));
}

/** An id that is none is not found; neither is what belongs to somebody else. */
async function matchAt(use: MatchUseCases, c: HttpContext): Promise<StoredMatch> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const id = MatchId.safeParse(c.req.param("matchId"));
  return withinReach(reach, id.success ? await use.matches.find(id.data) : undefined);
}

async function facts(use: MatchUseCases, c: HttpContext): Promise<HttpReply> {
  const match = await matchAt(use, c);
  const { items, next } = await factPage(use, match, pagingOf(c));
  return c.json(pageOf(items, next));
}

async function events(use: MatchUseCases, c: HttpContext): Promise<HttpReply> {
  const { matchId } = await matchAt(use, c);
  const { limit, after } = pagingOf(c);
  const page = await use.matches.events(matchId, limit, after);
  return c.json(pageOf(page.items, page.next));
}

async function take<Body>(
  use: MatchUseCases,
  c: HttpContext,
  { body, least, asks }: Command<Body>,
): Promise<HttpReply> {
  const { asked, by } = await commandIn(use, c, { least, body, bytesMax: BODY_BYTES_MAX });
  const matchId = MatchId.safeParse(c.req.param("matchId"));
  if (!matchId.success)
    throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
  const done = await use.changeMatch({ matchId: matchId.data, ...by, command: asks(asked) });
  if (done.replayed) c.header("idempotent-replayed", "true");
  return c.json(matchView(done.match));
}
