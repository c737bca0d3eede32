import type * as z from "zod";
import type { Identify } from "../../shared/access/authenticate.ts";
import type { FinanceRole } from "../../shared/access/wire.ts";
import type { ChangeABreak, ChangedBreak } from "../../shared/breaks/change-break.ts";
import type { ChangeMany } from "../../shared/breaks/change-many.ts";
import type { DecideCommand } from "../../shared/breaks/decide-command.ts";
import { ResolveBreakRequest } from "../../shared/breaks/resolution-wire.ts";
import { breakView } from "../../shared/breaks/view.ts";
import {
  BreakBulkRequest,
  BreakCommentRequest,
  BreakExplanationRequest,
  type BreakCommand,
} from "../../shared/breaks/wire.ts";
import { AssigneeRequest } from "../../shared/disputes/wire.ts";
import type { Clock } from "../../shared/kernel/time.ts";
import { NothingRequest, ReasonRequest } from "../../shared/placements/wire.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { idempotencyKeyOf } from "../../shared/platform/http-idempotency.ts";
import { breakIdIn } from "./break-routes.ts";
import { commandIn } from "./command.ts";
import { financeCaller } from "./finance.ts";

export type BreakCommands = {
  readonly identify: Identify;
  readonly changeBreak: ChangeABreak;
  readonly changeMany: ChangeMany;
  readonly decideCommand: DecideCommand;
  readonly clock: Clock;
};

const BODY_BYTES_MAX = 16 * 1024;

/** What only the second pair of eyes may do. */
const leastRole = (kind: BreakCommand["kind"]): FinanceRole =>
  kind === "CONFIRM" || kind === "REJECT" ? "APPROVER" : "OPERATOR";

type Command<Body> = {
  readonly method?: "PUT";
  readonly path: string;
  readonly body: z.ZodType<Body>;
  readonly kind: BreakCommand["kind"];
  readonly asks: (body: Body) => BreakCommand;
};

const command = <Body>(one: Command<Body>) => ({
  method: one.method ?? ("POST" as const),
  path: `/v1/breaks/:breakId/${one.path}`,
  on: (use: BreakCommands) => async (c: HttpContext) => take(use, c, one),
});

/** What finance can do with a break; each answers with the break as it is then, or with what it made. */
const commands = [
  command({
    method: "PUT",
    path: "assignee",
    body: AssigneeRequest,
    kind: "ASSIGN",
    asks: (body) => ({ kind: "ASSIGN", ...body }),
  }),
  command({
    path: "comments",
    body: BreakCommentRequest,
    kind: "COMMENT",
    asks: (body) => ({ kind: "COMMENT", ...body }),
  }),
  command({
    method: "PUT",
    path: "explanation",
    body: BreakExplanationRequest,
    kind: "EXPLAIN",
    asks: (body) => ({ kind: "EXPLAIN", ...body }),
  }),
  command({
    path: "resolution",
    body: ResolveBreakRequest,
    kind: "RESOLVE",
    asks: (resolution) => ({ kind: "RESOLVE", resolution }),
  }),
  command({
    path: "resolution/confirmation",
    body: NothingRequest,
    kind: "CONFIRM",
    asks: () => ({ kind: "CONFIRM" }),
  }),
  command({
    path: "resolution/rejection",
    body: ReasonRequest,
    kind: "REJECT",
    asks: (body) => ({ kind: "REJECT", ...body }),
  }),
  command({
    path: "reopening",
    body: ReasonRequest,
    kind: "REOPEN",
    asks: (body) => ({ kind: "REOPEN", ...body }),
  }),
];

export const breakCommandRoutes = (use: BreakCommands): readonly HttpRoute[] => [
  ...commands.map(({ method, path, on }) => ({ method, path, handle: on(use) })),
  { method: "POST", path: "/v1/break-bulk", handle: async (c) => bulk(use, c) },
];

async function take<Body>(
  use: BreakCommands,
  c: HttpContext,
  { path, body, kind, asks }: Command<Body>,
): Promise<HttpReply> {
  const taken = { least: leastRole(kind), body, bytesMax: BODY_BYTES_MAX };
  const { asked, by } = await commandIn(use, c, taken);
  const done = await use.changeBreak(
    { breakId: breakIdIn(c), ...by, what: path },
    use.decideCommand(asks(asked)),
  );
  if (done.replayed) c.header("idempotent-replayed", "true");
  return answer(use, c, done);
}

function answer({ clock }: BreakCommands, c: HttpContext, { record, comment }: ChangedBreak): HttpReply {
  return comment === undefined ? c.json(breakView(record, clock.now())) : c.json(comment, 201);
}

async function bulk(use: BreakCommands, c: HttpContext): Promise<HttpReply> {
  await financeCaller(use, c, "OPERATOR"); // nobody else is told what is wrong with a body
  const request = parsed(BreakBulkRequest, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  const { reach, actor } = await financeCaller(use, c, leastRole(request.command.kind));
  const { idempotencyKey: key } = idempotencyKeyOf(c);
  const items = await use.changeMany(request, { reach, actor, ...(key !== undefined && { key }) });
  return c.json({ items });
}
