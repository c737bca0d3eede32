import type { Authenticate } from "../../shared/access/authenticate.ts";
import { asAgencyOrAdmin, asLenderOrAdmin } from "../../shared/access/scope.ts";
import type { disableEndpoint } from "../../shared/deliveries/disable-endpoint.ts";
import type { enableEndpoint } from "../../shared/deliveries/enable-endpoint.ts";
import { EndpointBody, LenderEndpointBody, RotationRequest } from "../../shared/deliveries/endpoint-wire.ts";
import type { pingEndpoint } from "../../shared/deliveries/ping-endpoint.ts";
import type { listEndpoints, readEndpoint } from "../../shared/deliveries/read-endpoints.ts";
import { recipientOf, type EndpointRef, type RecipientId } from "../../shared/deliveries/recipient.ts";
import type { removeEndpoint } from "../../shared/deliveries/remove-endpoint.ts";
import type { changeEndpoint, createEndpoint, rotateSecret } from "../../shared/deliveries/save-endpoint.ts";
import { AgencyId, EndpointId, LenderId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
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
  readonly disableEndpoint: ReturnType<typeof disableEndpoint>;
  readonly removeEndpoint: ReturnType<typeof removeEndpoint>;
};

const BODY_BYTES_MAX = 16 * 1024;

/** Whose endpoints a path is about: how its owner is found, and what is said of an endpoint there. */
type Owned = {
  readonly all: string;
  readonly owner: (use: EndpointUseCases, c: HttpContext) => Promise<RecipientId>;
  readonly body: typeof EndpointBody | typeof LenderEndpointBody;
};

const ofAgencies: Owned = {
  all: "/v1/agencies/:agencyId/endpoints",
  owner: async (use, c) => {
    const principal = await use.authenticate(c.req.header("authorization"));
    const agencyId = AgencyId.safeParse(c.req.param("agencyId"));
    if (!agencyId.success) throw nothing();
    asAgencyOrAdmin(principal, agencyId.data);
    return agencyId.data;
  },
  body: EndpointBody,
};

const ofLenders: Owned = {
  all: "/v1/lenders/:lenderId/endpoints",
  owner: async (use, c) => {
    const principal = await use.authenticate(c.req.header("authorization"));
    const lenderId = LenderId.safeParse(c.req.param("lenderId"));
    if (!lenderId.success) throw nothing();
    asLenderOrAdmin(principal, lenderId.data);
    return lenderId.data;
  },
  body: LenderEndpointBody,
};

export const endpointRoutes = (use: EndpointUseCases): readonly HttpRoute[] =>
  [ofAgencies, ofLenders].flatMap((owned): readonly HttpRoute[] => {
    const { all } = owned;
    const one = `${all}/:endpointId`;
    return [
      { method: "POST", path: all, handle: async (c) => create(use, owned, c) },
      { method: "GET", path: all, handle: async (c) => list(use, owned, c) },
      { method: "GET", path: one, handle: async (c) => read(use, owned, c) },
      { method: "PUT", path: one, handle: async (c) => change(use, owned, c) },
      { method: "POST", path: `${one}/rotation`, handle: async (c) => rotate(use, owned, c) },
      { method: "POST", path: `${one}/ping`, handle: async (c) => ping(use, owned, c) },
      { method: "POST", path: `${one}/enabling`, handle: async (c) => enable(use, owned, c) },
      { method: "POST", path: `${one}/disabling`, handle: async (c) => disable(use, owned, c) },
      { method: "POST", path: `${one}/removal`, handle: async (c) => remove(use, owned, c) },
    ];
  });

async function ownEndpoint(use: EndpointUseCases, owned: Owned, c: HttpContext): Promise<EndpointRef> {
  const recipientId = await owned.owner(use, c);
  const endpointId = EndpointId.safeParse(c.req.param("endpointId"));
  if (!endpointId.success) throw nothing();
  return { ...recipientOf(recipientId), endpointId: endpointId.data };
}

const nothing = (): Refused =>
  new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });

const bodyOf = async (c: HttpContext): Promise<unknown> => jsonOf(c, await bodyText(c, BODY_BYTES_MAX));

async function create(use: EndpointUseCases, owned: Owned, c: HttpContext): Promise<HttpReply> {
  const recipientId = await owned.owner(use, c);
  const endpoint = await use.createEndpoint(recipientId, parsed(owned.body, await bodyOf(c)));
  c.header("location", `${c.req.path}/${endpoint.endpointId}`);
  return c.json(endpoint, 201);
}

async function list(use: EndpointUseCases, owned: Owned, c: HttpContext): Promise<HttpReply> {
  return c.json({ items: await use.listEndpoints(await owned.owner(use, c)) });
}

async function read(use: EndpointUseCases, owned: Owned, c: HttpContext): Promise<HttpReply> {
  return c.json(await use.readEndpoint(await ownEndpoint(use, owned, c)));
}

async function change(use: EndpointUseCases, owned: Owned, c: HttpContext): Promise<HttpReply> {
  const ref = await ownEndpoint(use, owned, c);
  return c.json(await use.changeEndpoint(ref, parsed(owned.body, await bodyOf(c))));
}

async function rotate(use: EndpointUseCases, owned: Owned, c: HttpContext): Promise<HttpReply> {
  const ref = await ownEndpoint(use, owned, c);
  return c.json(await use.rotateSecret(ref, parsed(RotationRequest, await bodyOf(c))), 201);
}

async function ping(use: EndpointUseCases, owned: Owned, c: HttpContext): Promise<HttpReply> {
  return c.json(await use.pingEndpoint(await ownEndpoint(use, owned, c)));
}

async function enable(use: EndpointUseCases, owned: Owned, c: HttpContext): Promise<HttpReply> {
  return c.json(await use.enableEndpoint(await ownEndpoint(use, owned, c)));
}

async function disable(use: EndpointUseCases, owned: Owned, c: HttpContext): Promise<HttpReply> {
  return c.json(await use.disableEndpoint(await ownEndpoint(use, owned, c)));
}

async function remove(use: EndpointUseCases, owned: Owned, c: HttpContext): Promise<HttpReply> {
  return c.json(await use.removeEndpoint(await ownEndpoint(use, owned, c)));
}
