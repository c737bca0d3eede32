import type { Identify } from "../../shared/access/authenticate.ts";
import { existing } from "../../shared/access/scope.ts";
import type { SaveRecorded } from "../../shared/changes/save-recorded.ts";
import type { ChangeStore } from "../../shared/changes/store.ts";
import type { DriftStore } from "../../shared/dialects/drift-store.ts";
import type { saveDialect } from "../../shared/dialects/save-dialect.ts";
import type { DialectStore } from "../../shared/dialects/store.ts";
import { TrialRequest } from "../../shared/dialects/trial-wire.ts";
import type { tryDialect } from "../../shared/dialects/try-dialect.ts";
import { DialectBody } from "../../shared/dialects/wire.ts";
import type { AgencyId } from "../../shared/kernel/ids.ts";
import type { PutOne } from "../../shared/platform/dynamo.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { ifMatchOf, revised } from "../../shared/platform/http-revision.ts";
import { agencyIdOf, bodyOf, operator, subjectOf } from "./operator.ts";

export type DialectUseCases = {
  readonly identify: Identify;
  readonly dialects: Pick<DialectStore, "current" | "versions">;
  readonly drift: Pick<DriftStore, "report">;
  readonly changes: Pick<ChangeStore, "revision">;
  readonly save: SaveRecorded;
  readonly saveDialect: (put: PutOne) => ReturnType<typeof saveDialect>;
  readonly tryDialect: ReturnType<typeof tryDialect>;
};

/** A draft and a hundred samples. */
const TRIAL_BYTES_MAX = 128 * 1024;

const path = "/v1/agencies/:agencyId";

export const dialectRoutes = (use: DialectUseCases): readonly HttpRoute[] => [
  { method: "PUT", path: `${path}/dialect`, handle: async (c) => put(use, c) },
  { method: "GET", path: `${path}/dialect`, handle: async (c) => get(use, c) },
  { method: "GET", path: `${path}/dialect/versions`, handle: async (c) => versions(use, c) },
  { method: "POST", path: `${path}/dialect-trials`, handle: async (c) => tryOut(use, c) },
  { method: "GET", path: `${path}/dialect-drift`, handle: async (c) => drift(use, c) },
];

const dialectOf = (agencyId: AgencyId) => subjectOf(`agencies/${agencyId}/dialect`);

async function put(use: DialectUseCases, c: HttpContext): Promise<HttpReply> {
  const by = await operator(use, c);
  const agencyId = agencyIdOf(c);
  const body = await bodyOf(c, DialectBody);
  const saving = { subject: dialectOf(agencyId), by, ...ifMatchOf(c) };
  const { answer, revision } = await use.save(saving, async (item) => use.saveDialect(item)(agencyId, body));
  return revised(c, revision).json(answer);
}

async function get(use: DialectUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const agencyId = agencyIdOf(c);
  const revision = await use.changes.revision(dialectOf(agencyId));
  return revised(c, revision).json(existing(await use.dialects.current(agencyId)));
}

async function versions(use: DialectUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const { limit, after } = pagingOf(c);
  const { items, next } = await use.dialects.versions(agencyIdOf(c), limit, after);
  return c.json(pageOf(items, next));
}

async function tryOut(use: DialectUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const request = parsed(TrialRequest, jsonOf(c, await bodyText(c, TRIAL_BYTES_MAX)));
  return c.json(await use.tryDialect(agencyIdOf(c), request));
}

/** The latest first. */
async function drift(use: DialectUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const values = await use.drift.report(agencyIdOf(c));
  return c.json({ items: values.toSorted((a, b) => (a.lastSeenAt < b.lastSeenAt ? 1 : -1)) });
}
