import type { Authenticate } from "../../shared/access/authenticate.ts";
import { asAdmin } from "../../shared/access/scope.ts";
import { CreateKeyRequest, type CreatedKey } from "../../shared/access/wire.ts";
import type { AgencyStore } from "../../shared/agencies/store.ts";
import { AgencyBody, AgencyView } from "../../shared/agencies/wire.ts";
import { contractView, type saveContract } from "../../shared/contracts/save-contract.ts";
import type { ContractStore } from "../../shared/contracts/store.ts";
import { ContractBody } from "../../shared/contracts/wire.ts";
import { AgencyId, LenderId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { saveLender } from "../../shared/lenders/save-lender.ts";
import { LenderBody } from "../../shared/lenders/wire.ts";
import { mustBePublic } from "../../shared/deliveries/endpoint-url.ts";
import type { PutOne } from "../../shared/platform/dynamo.ts";
import type { HttpContext, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";

export type AdminUseCases = {
  readonly authenticate: Authenticate;
  readonly agencies: Pick<AgencyStore, "find" | "item">;
  readonly contracts: Pick<ContractStore, "portfolio">;
  readonly createKey: (request: CreateKeyRequest) => Promise<CreatedKey>;
  readonly saveLender: ReturnType<typeof saveLender>;
  readonly saveContract: ReturnType<typeof saveContract>;
  readonly put: PutOne;
  readonly stage: string;
};

const BODY_BYTES_MAX = 64 * 1024;

export const adminRoutes = (use: AdminUseCases): readonly HttpRoute[] => [
  { method: "PUT", path: "/v1/lenders/:lenderId", handle: async (c) => putLender(use, c) },
  { method: "GET", path: "/v1/lenders/:lenderId", handle: async (c) => getLender(use, c) },
  {
    method: "PUT",
    path: "/v1/lenders/:lenderId/contracts/:agencyId",
    handle: async (c) => putContract(use, c),
  },
  { method: "PUT", path: "/v1/agencies/:agencyId", handle: async (c) => putAgency(use, c) },
  { method: "GET", path: "/v1/agencies/:agencyId", handle: async (c) => getAgency(use, c) },
  { method: "POST", path: "/v1/keys", handle: async (c) => postKey(use, c) },
];

async function operator(use: AdminUseCases, c: HttpContext): Promise<void> {
  asAdmin(await use.authenticate(c.req.header("authorization")));
}

const bodyOf = async (c: HttpContext): Promise<unknown> => jsonOf(c, await bodyText(c, BODY_BYTES_MAX));

const lenderIdOf = (c: HttpContext): LenderId => parsed(LenderId, c.req.param("lenderId"));

const agencyIdOf = (c: HttpContext): AgencyId => parsed(AgencyId, c.req.param("agencyId"));

const nothing = (): Refused => new Refused({ code: "not-found", detail: "Nothing has this id." });

async function putLender(use: AdminUseCases, c: HttpContext): Promise<Response> {
  await operator(use, c);
  return c.json(await use.saveLender(lenderIdOf(c), parsed(LenderBody, await bodyOf(c))));
}

async function getLender(use: AdminUseCases, c: HttpContext): Promise<Response> {
  await operator(use, c);
  const portfolio = await use.contracts.portfolio(lenderIdOf(c));
  if (portfolio === undefined) throw nothing();
  const contracts = portfolio.contracts.map((contract) => contractView(contract, portfolio.usage));
  return c.json({ ...portfolio.lender, contracts });
}

async function putContract(use: AdminUseCases, c: HttpContext): Promise<Response> {
  await operator(use, c);
  const body = parsed(ContractBody, await bodyOf(c));
  return c.json(await use.saveContract(lenderIdOf(c), agencyIdOf(c), body));
}

async function putAgency(use: AdminUseCases, c: HttpContext): Promise<Response> {
  await operator(use, c);
  const agency = { ...parsed(AgencyBody, await bodyOf(c)), agencyId: agencyIdOf(c) };
  if (agency.endpointUrl !== undefined)
    mustBePublic(agency.endpointUrl, { at: "/endpointUrl", stage: use.stage });
  await use.put(use.agencies.item(agency));
  return c.json(AgencyView.strip().parse(agency));
}

async function getAgency(use: AdminUseCases, c: HttpContext): Promise<Response> {
  await operator(use, c);
  const agency = await use.agencies.find(agencyIdOf(c));
  if (agency === undefined) throw nothing();
  return c.json(AgencyView.strip().parse(agency));
}

async function postKey(use: AdminUseCases, c: HttpContext): Promise<Response> {
  await operator(use, c);
  return c.json(await use.createKey(parsed(CreateKeyRequest, await bodyOf(c))), 201);
}
