import type { Identify } from "../../shared/access/authenticate.ts";
import { asAgency, lenderOf } from "../../shared/access/scope.ts";
import { AgencyId, RemittanceId } from "../../shared/kernel/ids.ts";
import type { Clock } from "../../shared/kernel/time.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { idempotencyKeyOf } from "../../shared/platform/http-idempotency.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import type { AdviseRemittance, Advised } from "../../shared/remittances/advise-remittance.ts";
import {
  RemittanceQuery,
  type ListRemittances,
  type ReadRemittance,
} from "../../shared/remittances/list-remittances.ts";
import type { Remittance } from "../../shared/remittances/model.ts";
import type { RemittanceReads } from "../../shared/remittances/read-store.ts";
import { adviceAnswer, remittanceView } from "../../shared/remittances/view.ts";
import { AdviceBody, AdviceOnBehalf } from "../../shared/remittances/wire.ts";
import { financeCaller } from "./finance.ts";

export type RemittanceUseCases = {
  readonly identify: Identify;
  readonly adviseRemittance: (command: AdviseRemittance) => Promise<Advised>;
  readonly listRemittances: ListRemittances;
  readonly readRemittance: ReadRemittance;
  readonly remittances: Pick<RemittanceReads, "lines">;
  readonly clock: Clock;
};

/** Room for two thousand lines of five hundred bytes. */
const BODY_BYTES_MAX = 1024 * 1024;

const OURS = "/v1/remittances";
const THEIRS = "/v1/agencies/:agencyId/remittances";

export const remittanceRoutes = (use: RemittanceUseCases): readonly HttpRoute[] => [
  { method: "POST", path: OURS, handle: async (c) => adviseOnBehalf(use, c) },
  { method: "GET", path: OURS, handle: async (c) => list(use, c) },
  { method: "GET", path: `${OURS}/:remittanceId`, handle: async (c) => read(await seen(use, c), c) },
  {
    method: "GET",
    path: `${OURS}/:remittanceId/lines`,
    handle: async (c) => lines(use, await seen(use, c), c),
  },
  { method: "POST", path: THEIRS, handle: async (c) => advise(use, c) },
  { method: "GET", path: THEIRS, handle: async (c) => listOwn(use, c) },
  { method: "GET", path: `${THEIRS}/:remittanceId`, handle: async (c) => read(await own(use, c), c) },
  {
    method: "GET",
    path: `${THEIRS}/:remittanceId/lines`,
    handle: async (c) => lines(use, await own(use, c), c),
  },
];

async function agencyOf(use: RemittanceUseCases, c: HttpContext): Promise<AgencyId> {
  const { principal } = await use.identify(c.req.header("authorization"));
  return asAgency(principal, AgencyId.safeParse(c.req.param("agencyId")).data);
}

const bodyOf = async (c: HttpContext): Promise<unknown> => jsonOf(c, await bodyText(c, BODY_BYTES_MAX));

async function advise(use: RemittanceUseCases, c: HttpContext): Promise<HttpReply> {
  const agencyId = await agencyOf(use, c);
  const advice = parsed(AdviceBody, await bodyOf(c));
  const actor = { kind: "AGENCY", id: agencyId } as const;
  return answered(c, THEIRS.replace(":agencyId", agencyId), await take(use, c, { agencyId, advice, actor }));
}

/** Finance says what an agency sent it otherwise. */
async function adviseOnBehalf(use: RemittanceUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach, actor } = await financeCaller(use, c, "OPERATOR");
  const { agencyId, ...advice } = parsed(AdviceOnBehalf, await bodyOf(c));
  lenderOf(reach, advice.lenderId);
  return answered(c, OURS, await take(use, c, { agencyId, advice, actor }));
}

const take = async (
  use: RemittanceUseCases,
  c: HttpContext,
  from: Pick<AdviseRemittance, "agencyId" | "advice" | "actor">,
): Promise<Advised> =>
  use.adviseRemittance({ ...from, source: "API", receivedAt: use.clock.now(), ...idempotencyKeyOf(c) });

function answered(c: HttpContext, root: string, { remittance, replayed }: Advised): HttpReply {
  if (replayed) c.header("idempotent-replayed", "true");
  c.header("location", `${root}/${remittance.remittanceId}`);
  return c.json(adviceAnswer(remittance), 201);
}

async function list(use: RemittanceUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const query = parsed(RemittanceQuery, c.req.query());
  const lenderId = lenderOf(reach, query.lenderId);
  const page = await use.listRemittances({ of: lenderId, query, ...pagingOf(c) });
  return c.json(pageOf(page.items.map(remittanceView), page.next));
}

async function listOwn(use: RemittanceUseCases, c: HttpContext): Promise<HttpReply> {
  const agencyId = await agencyOf(use, c);
  const { agencyId: _own, ...query } = parsed(RemittanceQuery, c.req.query());
  const page = await use.listRemittances({ of: agencyId, query, ...pagingOf(c) });
  return c.json(pageOf(page.items.map(remittanceView), page.next));
}

const idIn = (c: HttpContext): RemittanceId | undefined =>
  RemittanceId.safeParse(c.req.param("remittanceId")).data;

/** One that finance may see. @throws Refused `not-found` */
async function seen(use: RemittanceUseCases, c: HttpContext): Promise<Remittance> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  return use.readRemittance(
    idIn(c),
    ({ lenderId }) => reach.lenderId === undefined || reach.lenderId === lenderId,
  );
}

/** One of the agency's own. @throws Refused `not-found` */
async function own(use: RemittanceUseCases, c: HttpContext): Promise<Remittance> {
  const agencyId = await agencyOf(use, c);
  return use.readRemittance(idIn(c), (remittance) => remittance.agencyId === agencyId);
}

const read = (remittance: Remittance, c: HttpContext): HttpReply => c.json(remittanceView(remittance));

async function lines(use: RemittanceUseCases, remittance: Remittance, c: HttpContext): Promise<HttpReply> {
  const page = await use.remittances.lines(remittance, pagingOf(c));
  return c.json(pageOf(page.items, page.next));
}
