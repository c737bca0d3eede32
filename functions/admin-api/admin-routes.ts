import type { Identify } from "../../shared/access/authenticate.ts";
import { existing } from "../../shared/access/scope.ts";
import type { AgencyStore } from "../../shared/agencies/store.ts";
import { AgencyBody, AgencyView } from "../../shared/agencies/wire.ts";
import type { SaveRecorded } from "../../shared/changes/save-recorded.ts";
import type { ChangeStore } from "../../shared/changes/store.ts";
import { contractView } from "../../shared/contracts/save-contract.ts";
import type { ContractStore } from "../../shared/contracts/store.ts";
import type { LenderId } from "../../shared/kernel/ids.ts";
import type { Lender } from "../../shared/lenders/model.ts";
import { LenderBody } from "../../shared/lenders/wire.ts";
import { mustBePublic } from "../../shared/deliveries/endpoint-url.ts";
import type { PutOne } from "../../shared/platform/dynamo.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { ifMatchOf, revised } from "../../shared/platform/http-revision.ts";
import { agencyIdOf, bodyOf, lenderIdOf, operator, subjectOf } from "./operator.ts";

export type AdminUseCases = {
  readonly identify: Identify;
  readonly agencies: Pick<AgencyStore, "current" | "page" | "item">;
  readonly contracts: Pick<ContractStore, "portfolio" | "lenders">;
  readonly changes: Pick<ChangeStore, "revision">;
  readonly save: SaveRecorded;
  readonly stage: string;
  readonly saveLender: (put: PutOne) => (lenderId: LenderId, body: LenderBody) => Promise<Lender>;
};

export const adminRoutes = (use: AdminUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/lenders", handle: async (c) => listLenders(use, c) },
  { method: "PUT", path: "/v1/lenders/:lenderId", handle: async (c) => putLender(use, c) },
  { method: "GET", path: "/v1/lenders/:lenderId", handle: async (c) => getLender(use, c) },
  { method: "GET", path: "/v1/agencies", handle: async (c) => listAgencies(use, c) },
  { method: "PUT", path: "/v1/agencies/:agencyId", handle: async (c) => putAgency(use, c) },
  { method: "GET", path: "/v1/agencies/:agencyId", handle: async (c) => getAgency(use, c) },
];

async function listLenders(use: AdminUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const { limit, after } = pagingOf(c);
  const { items, next } = await use.contracts.lenders(limit, after);
  return c.json(pageOf(items, next));
}

async function putLender(use: AdminUseCases, c: HttpContext): Promise<HttpReply> {
  const by = await operator(use, c);
  const lenderId = lenderIdOf(c);
  const body = await bodyOf(c, LenderBody);
  const saving = { subject: subjectOf(`lenders/${lenderId}`), by, ...ifMatchOf(c) };
  const { answer, revision } = await use.save(saving, async (put) => use.saveLender(put)(lenderId, body));
  return revised(c, revision).json(answer);
}

async function getLender(use: AdminUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const lenderId = lenderIdOf(c);
  const revision = await use.changes.revision(subjectOf(`lenders/${lenderId}`));
  const { lender, contracts, usage } = existing(await use.contracts.portfolio(lenderId));
  const views = contracts.map((contract) => contractView(contract, usage));
  return revised(c, revision).json({ ...lender, contracts: views });
}

async function listAgencies(use: AdminUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const { limit, after } = pagingOf(c);
  const { items, next } = await use.agencies.page(limit, after);
  return c.json(
    pageOf(
      items.map((agency) => AgencyView.strip().parse(agency)),
      next,
    ),
  );
}

async function putAgency(use: AdminUseCases, c: HttpContext): Promise<HttpReply> {
  const by = await operator(use, c);
  const agencyId = agencyIdOf(c);
  const agency = { ...(await bodyOf(c, AgencyBody)), agencyId };
  if (agency.endpointUrl !== undefined)
    mustBePublic(agency.endpointUrl, { at: "/endpointUrl", stage: use.stage });
  const saving = { subject: subjectOf(`agencies/${agencyId}`), by, ...ifMatchOf(c) };
  const { revision } = await use.save(saving, async (put) => put(use.agencies.item(agency)));
  return revised(c, revision).json(AgencyView.strip().parse(agency));
}

async function getAgency(use: AdminUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const agencyId = agencyIdOf(c);
  const revision = await use.changes.revision(subjectOf(`agencies/${agencyId}`));
  const agency = existing(await use.agencies.current(agencyId));
  return revised(c, revision).json(AgencyView.strip().parse(agency));
}
