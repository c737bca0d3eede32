import * as z from "zod";
import type { Identify } from "../../shared/access/authenticate.ts";
import { lenderOf, type Reach } from "../../shared/access/scope.ts";
import type { LenderId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import { OwnerQuery } from "../../shared/ledger/wire.ts";
import { NothingRequest, ReasonRequest } from "../../shared/placements/wire.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import type { DecideAboutRules } from "../../shared/reconciliation/decide-rules.ts";
import { rulesView, standardRules } from "../../shared/reconciliation/rules-model.ts";
import type { RulesStore } from "../../shared/reconciliation/rules-store.ts";
import {
  MatchingRulesRequest,
  STANDARD_VERSION,
  type MatchingRulesView,
} from "../../shared/reconciliation/rules-wire.ts";
import type { SaveRules } from "../../shared/reconciliation/save-rules.ts";
import { financeCaller } from "./finance.ts";

export type MatchingRulesUseCases = {
  readonly identify: Identify;
  readonly rules: Pick<RulesStore, "head" | "find" | "page">;
  readonly saveRules: SaveRules;
  readonly decideRules: DecideAboutRules;
};

/** A hundred rules with their prefixes. */
const BODY_BYTES_MAX = 128 * 1024;
const DECISION_BYTES_MAX = 1024;

const root = "/v1/matching-rules";
const one = `${root}/versions/:rulesVersion`;

export const matchingRulesRoutes = (use: MatchingRulesUseCases): readonly HttpRoute[] => [
  { method: "GET", path: root, handle: async (c) => current(use, c) },
  { method: "PUT", path: root, handle: async (c) => save(use, c) },
  { method: "GET", path: `${root}/versions`, handle: async (c) => list(use, c) },
  { method: "GET", path: one, handle: async (c) => read(use, c) },
  { method: "POST", path: `${one}/approval`, handle: async (c) => approve(use, c) },
  { method: "POST", path: `${one}/rejection`, handle: async (c) => reject(use, c) },
];

async function lenderIn(use: MatchingRulesUseCases, c: HttpContext): Promise<LenderId> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  return lenderOf(reach, parsed(OwnerQuery, c.req.query()).lenderId);
}

async function current(use: MatchingRulesUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = await lenderIn(use, c);
  const head = await use.rules.head(lenderId);
  return c.json(await versionOf(use, lenderId, head?.inForce ?? STANDARD_VERSION));
}

async function save(use: MatchingRulesUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach, actor } = await financeCaller(use, c, "OPERATOR");
  const request = parsed(MatchingRulesRequest, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  const saved = await use.saveRules({ lenderId: lenderOf(reach, request.lenderId), actor }, request);
  return c.json(rulesView(saved));
}

async function list(use: MatchingRulesUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = await lenderIn(use, c);
  const { limit, after } = pagingOf(c);
  const page = await use.rules.page(lenderId, limit, after);
  return c.json(pageOf(page.items.map(rulesView), page.next));
}

async function read(use: MatchingRulesUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = await lenderIn(use, c);
  return c.json(await versionOf(use, lenderId, versionIn(c)));
}

const Version = z.string().regex(/^[1-9]\d{0,5}$/u);

function versionIn(c: HttpContext): number {
  const version = Version.safeParse(c.req.param("rulesVersion"));
  if (version.success) return Number(version.data);
  throw new Refused({ code: "not-found", detail: "The lender has no such rules." });
}

async function versionOf(
  { rules }: MatchingRulesUseCases,
  lenderId: LenderId,
  version: number,
): Promise<MatchingRulesView> {
  if (version === STANDARD_VERSION) {
    const head = await rules.head(lenderId);
    const standard = standardRules(lenderId);
    return head === undefined || head.inForce === STANDARD_VERSION
      ? standard
      : { ...standard, state: "SUPERSEDED" };
  }
  const found = await rules.find(lenderId, version);
  if (found === undefined) throw new Refused({ code: "not-found", detail: "The lender has no such rules." });
  return rulesView(found);
}

async function approve(use: MatchingRulesUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach, actor } = await financeCaller(use, c, "APPROVER");
  parsed(NothingRequest, jsonOf(c, await bodyText(c, DECISION_BYTES_MAX)));
  return c.json(rulesView(await use.decideRules({ ...namedIn(c, reach), actor })));
}

async function reject(use: MatchingRulesUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach, actor } = await financeCaller(use, c, "APPROVER");
  const { reason } = parsed(ReasonRequest, jsonOf(c, await bodyText(c, DECISION_BYTES_MAX)));
  return c.json(rulesView(await use.decideRules({ ...namedIn(c, reach), actor, reason })));
}

const namedIn = (c: HttpContext, reach: Reach) => ({
  lenderId: lenderOf(reach, parsed(OwnerQuery, c.req.query()).lenderId),
  version: versionIn(c),
});
