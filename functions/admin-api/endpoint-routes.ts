import type { Authenticate } from "../../shared/access/authenticate.ts";
import { asAgencyOrAdmin } from "../../shared/access/scope.ts";
import type { enableEndpoint } from "../../shared/deliveries/enable-endpoint.ts";
import { EndpointBody, RotationRequest } from "../../shared/deliveries/endpoint-wire.ts";
import type { pingEndpoint } from "../../shared/deliveries/ping-endpoint.ts";
import type { listEndpoints, readEndpoint } from "../../shared/deliveries/read-endpoints.ts";
import type {
  changeEndpoint,
  createEndpoint,
  EndpointName,
  rotateSecret,
} from "../../shared/deliveries/save-endpoint.ts";
import { AgencyId, EndpointId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { HttpContext, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";

export type EndpointUseCases = {
  readonly authenticate: Authenticate;
  readonly createEndpoint: ReturnType<typeof createEndpoint>;
  readonly changeEndpoint: ReturnType<typeof changeEndpoint>;
  readonly rotateSecret: ReturnType<typeof rotateSecret>;
  readonly listEndpoints: ReturnType<typeof listEndpoints>;
  readonly readEndpoint: ReturnType<typeof readEndpoint>;
  readonly pingEndpoint: ReturnType<typeof pingEndpoint>;
  readonly enableEndpoint: ReturnType<typeof enableEndpoint>;
};

const BODY_BYTES_MAX = 16 * 1024;

const ALL = "/v1/agencies/:agencyId/endpoints";
const ONE = `${ALL}/:endpointId`;

export const endpointRoutes = (use: EndpointUseCases): readonly HttpRoute[] => [
  { method: "POST", path: ALL, handle: async (c) => create(use, c) },
  { method: "GET", path: ALL, handle: async (c) => list(use, c) },
  { method: "GET", path: ONE, handle: async (c) => read(use, c) },
  { method: "PUT", path: ONE, handle: async (c) => change(use, c) },
  { method: "POST", path: `${ONE}/rotation`, handle: async (c) => rotate(use, c) },
  { method: "POST", path: `${ONE}/ping`, handle: async (c) => ping(use, c) },
  { method: "POST", path: `${ONE}/enabling`, handle: async (c) => enable(use, c) },
];

/** The agency of the path, if it is the caller's own or the caller is the operator. */
async function ownAgency(use: EndpointUseCases, c: HttpContext): Promise<AgencyId> {
  const principal = await use.authenticate(c.req.header("authorization"));
  const agencyId = AgencyId.safeParse(c.req.param("agencyId"));
  if (!agencyId.success) throw nothing();
  asAgencyOrAdmin(principal, agencyId.data);
  return agencyId.data;
}

async function ownEndpoint(use: EndpointUseCases, c: HttpContext): Promise<EndpointName> {
  const agencyId = await ownAgency(use, c);
  const endpointId = EndpointId.safeParse(c.req.param("endpointId"));
  if (!endpointId.success) throw nothing();
  return { agencyId, endpointId: endpointId.data };
}

const nothing = (): Refused =>
  new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });

const bodyOf = async (c: HttpContext): Promise<unknown> => jsonOf(c, await bodyText(c, BODY_BYTES_MAX));

async function create(use: EndpointUseCases, c: HttpContext): Promise<Response> {
  const agencyId = await ownAgency(use, c);
  const endpoint = await use.createEndpoint(agencyId, parsed(EndpointBody, await bodyOf(c)));
  c.header("location", `/v1/agencies/${agencyId}/endpoints/${endpoint.endpointId}`);
  return c.json(endpoint, 201);
}

async function list(use: EndpointUseCases, c: HttpContext): Promise<Response> {
  return c.json({ items: await use.listEndpoints(await ownAgency(use, c)) });
}

async function read(use: EndpointUseCases, c: HttpContext): Promise<Response> {
  const { agencyId, endpointId } = await ownEndpoint(use, c);
  return c.json(await use.readEndpoint(agencyId, endpointId));
}

async function change(use: EndpointUseCases, c: HttpContext): Promise<Response> {
  const name = await ownEndpoint(use, c);
  return c.json(await use.changeEndpoint(name, parsed(EndpointBody, await bodyOf(c))));
}

async function rotate(use: EndpointUseCases, c: HttpContext): Promise<Response> {
  const name = await ownEndpoint(use, c);
  return c.json(await use.rotateSecret(name, parsed(RotationRequest, await bodyOf(c))), 201);
}

async function ping(use: EndpointUseCases, c: HttpContext): Promise<Response> {
  return c.json(await use.pingEndpoint(await ownEndpoint(use, c)));
}

async function enable(use: EndpointUseCases, c: HttpContext): Promise<Response> {
  return c.json(await use.enableEndpoint(await ownEndpoint(use, c)));
}
