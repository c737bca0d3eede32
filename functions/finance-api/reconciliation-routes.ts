import type { Identify } from "../../shared/access/authenticate.ts";
import { lenderOf, withinReach } from "../../shared/access/scope.ts";
import type { RequestReconciliation } from "../../shared/reconciliation/request-reconciliation.ts";
import type { RunStore } from "../../shared/reconciliation/run-store.ts";
import {
  ReconciliationId,
  ReconciliationQuery,
  ReconciliationRequest,
} from "../../shared/reconciliation/wire-run.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { financeCaller } from "./finance.ts";

export type ReconciliationUseCases = {
  readonly identify: Identify;
  readonly runs: Pick<RunStore, "find" | "page">;
  readonly requestReconciliation: RequestReconciliation;
};

const BODY_BYTES_MAX = 1024;

export const reconciliationRoutes = (use: ReconciliationUseCases): readonly HttpRoute[] => [
  { method: "POST", path: "/v1/reconciliations", handle: async (c) => request(use, c) },
  { method: "GET", path: "/v1/reconciliations", handle: async (c) => list(use, c) },
  { method: "GET", path: "/v1/reconciliations/:reconciliationId", handle: async (c) => read(use, c) },
];

async function request(use: ReconciliationUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach, actor } = await financeCaller(use, c, "OPERATOR");
  const asked = parsed(ReconciliationRequest, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  const { lenderId, currency, dryRun, ruleVersion } = asked;
  const book = { lenderId: lenderOf(reach, lenderId), currency };
  const run = await use.requestReconciliation(book, { actor, dryRun, ruleVersion });
  c.header("location", `/v1/reconciliations/${run.reconciliationId}`);
  return c.json(run, 202);
}

async function bookOf(use: ReconciliationUseCases, c: HttpContext) {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const { lenderId, currency } = parsed(ReconciliationQuery, c.req.query());
  return { lenderId: lenderOf(reach, lenderId), currency };
}

async function list(use: ReconciliationUseCases, c: HttpContext): Promise<HttpReply> {
  const book = await bookOf(use, c);
  const { limit, after } = pagingOf(c);
  const page = await use.runs.page(book, limit, after);
  return c.json(pageOf(page.items, page.next));
}

async function read(use: ReconciliationUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const id = ReconciliationId.safeParse(c.req.param("reconciliationId"));
  return c.json(withinReach(reach, id.success ? await use.runs.find(id.data) : undefined));
}
