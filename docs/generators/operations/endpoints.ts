import type { ProblemCode } from "../../../shared/kernel/problems.ts";
import { ids } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

const BYTES_MAX = 16 * 1024;

export const endpointId = "end_01JB5A3W9ZK6R8T2V4X7Y1C3D5";

const secret = "whsec_c2l4dGVlbi1ieXRlLXNlY3JldC1mb3ItZXhhbXBsZXM=";

/** Whose endpoints the operations are about. */
type Owner = {
  readonly shared: Pick<Operation, "for" | "proves">;
  readonly named: (id: string) => string;
  readonly base: string;
  readonly parameter: "agencyId" | "lenderId";
  readonly body: "EndpointBody" | "LenderEndpointBody";
  readonly said: { readonly url: string; readonly eventTypes: readonly string[] };
  readonly endpoint: Readonly<Record<string, unknown>>;
  readonly adds: string;
  readonly lists: string;
  /** Only an agency has an endpoint in its record. */
  readonly primaryRefusals: readonly ProblemCode[];
};

const standing = { secrets: [{ createdAt: "2026-03-02T09:00:00.000Z" }], status: "ACTIVE" };

const agencysOwn = { url: "https://hooks.agency.example/gateway", eventTypes: ["hold.apply"] };

const ofAgency: Owner = {
  shared: { for: ["Agency", "Operator"], proves: "key" },
  named: (id) => id,
  base: "/v1/agencies/:agencyId/endpoints",
  parameter: "agencyId",
  body: "EndpointBody",
  said: agencysOwn,
  endpoint: { endpointId, agencyId: ids.agencyId, primary: false, ...agencysOwn, ...standing },
  adds: "Events from now on are posted there as well, each placement's in their order, whatever happens at the agency's other endpoints. Its secret is shown this once.",
  lists: "The agency's endpoints and how they are, the primary one first.",
  primaryRefusals: ["endpoint-is-primary"],
};

const lendersOwn = { url: "https://hooks.lender.example/gateway", eventTypes: ["dispute.raised"] };

const ofLender: Owner = {
  shared: { for: ["Lender", "Operator"], proves: "key" },
  named: (id) => id.replace("Endpoint", "LenderEndpoint"),
  base: "/v1/lenders/:lenderId/endpoints",
  parameter: "lenderId",
  body: "LenderEndpointBody",
  said: lendersOwn,
  endpoint: { endpointId, lenderId: ids.lenderId, primary: false, ...lendersOwn, ...standing },
  adds: "Events of the lender's accounts from now on are posted there, each account's in their order, whatever happens at its other endpoints. Which types there are, `eventTypes` tells; payments are not among them. Its secret is shown this once.",
  lists: "The lender's endpoints and how they are.",
  primaryRefusals: [],
};

const madeOf = (of: Owner): readonly Operation[] => [
  {
    ...of.shared,
    id: of.named("postEndpoint"),
    method: "POST",
    path: of.base,
    summary: "Add an endpoint",
    says: of.adds,
    parameters: [of.parameter],
    request: {
      schema: of.body,
      bytesMax: BYTES_MAX,
      examples: { holds: { summary: "An endpoint for some types alone", value: of.said } },
    },
    answer: {
      status: 201,
      says: "The endpoint with its secret.",
      schema: "EndpointWithSecret",
      examples: { endpoint: { summary: "Keep the secret now", value: { ...of.endpoint, secret } } },
      headers: ["Location"],
    },
    refusals: [...keyRefusals, "not-found", ...bodyRefusals, "endpoint-limit-reached", ...faults],
  },
  {
    ...of.shared,
    id: of.named("listEndpoints"),
    method: "GET",
    path: of.base,
    summary: "List endpoints",
    says: of.lists,
    parameters: [of.parameter],
    answer: {
      status: 200,
      says: "The endpoints.",
      schema: "EndpointList",
      examples: { endpoints: { summary: "One", value: { items: [of.endpoint] } } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
];

const keptOf = (of: Owner): readonly Operation[] => [
  {
    ...of.shared,
    id: of.named("getEndpoint"),
    method: "GET",
    path: `${of.base}/:endpointId`,
    summary: "Read an endpoint",
    says: "`PARKED`: it failed so often that its events wait until a probe is taken. `DISABLED`: it answered 410, and its events wait until somebody enables it.",
    parameters: [of.parameter, "endpointId"],
    answer: {
      status: 200,
      says: "The endpoint.",
      schema: "EndpointView",
      examples: {
        disabled: {
          summary: "One that answered 410",
          value: {
            ...of.endpoint,
            status: "DISABLED",
            reason: "answered 410",
            since: "2026-03-02T10:00:00.000Z",
          },
        },
      },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    ...of.shared,
    id: of.named("putEndpoint"),
    method: "PUT",
    path: `${of.base}/:endpointId`,
    summary: "Change an endpoint",
    says: "Another URL or other event types. What was on its way goes to the new URL.",
    parameters: [of.parameter, "endpointId"],
    request: {
      schema: of.body,
      bytesMax: BYTES_MAX,
      examples: { all: { summary: "All event types", value: { url: of.said.url, eventTypes: [] } } },
    },
    answer: {
      status: 200,
      says: "The endpoint.",
      schema: "EndpointView",
      examples: { endpoint: { summary: "As it is now", value: { ...of.endpoint, eventTypes: [] } } },
    },
    refusals: [...keyRefusals, "not-found", ...bodyRefusals, ...of.primaryRefusals, ...faults],
  },
];

const rotatedOf = (of: Owner): readonly Operation[] => [
  {
    ...of.shared,
    id: of.named("rotateEndpointSecret"),
    method: "POST",
    path: `${of.base}/:endpointId/rotation`,
    summary: "Rotate an endpoint's secret",
    says: "A new secret, shown this once. The former one signs beside it for the overlap: `webhook-signature` then has both, and either verifies.",
    parameters: [of.parameter, "endpointId"],
    request: {
      schema: "RotationRequest",
      bytesMax: BYTES_MAX,
      examples: { day: { summary: "A day to take it over", value: { overlapHours: 24 } } },
    },
    answer: {
      status: 201,
      says: "The endpoint with its new secret.",
      schema: "EndpointWithSecret",
      examples: {
        rotated: {
          summary: "Two secrets for a day",
          value: {
            ...of.endpoint,
            secrets: [
              { createdAt: "2026-04-01T09:00:00.000Z" },
              { createdAt: "2026-03-02T09:00:00.000Z", expiresAt: "2026-04-02T09:00:00.000Z" },
            ],
            secret,
          },
        },
      },
    },
    refusals: [...keyRefusals, "not-found", ...bodyRefusals, ...of.primaryRefusals, ...faults],
  },
];

const triedOf = (of: Owner): readonly Operation[] => [
  {
    ...of.shared,
    id: of.named("pingEndpoint"),
    method: "POST",
    path: `${of.base}/:endpointId/ping`,
    summary: "Ping an endpoint",
    says: "Posts a signed event of type `ping`, with empty `data`, at once and tells how it went. It waits behind nothing and changes nothing.",
    parameters: [of.parameter, "endpointId"],
    answer: {
      status: 200,
      says: "What came back, or why nothing did.",
      schema: "PingAnswer",
      examples: {
        taken: {
          summary: "Taken",
          value: { status: 204, milliseconds: 61, attemptedAt: "2026-03-02T09:00:06.120Z" },
        },
        refused: {
          summary: "Nobody there",
          value: {
            failure: "connection-refused",
            milliseconds: 12,
            attemptedAt: "2026-03-02T09:00:00.000Z",
          },
        },
      },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    ...of.shared,
    id: of.named("enableEndpoint"),
    method: "POST",
    path: `${of.base}/:endpointId/enabling`,
    summary: "Enable an endpoint",
    says: "Posts go there again, whether it was disabled or parked. What waits is sent within minutes, what waits longest first and each lane's in their order.",
    parameters: [of.parameter, "endpointId"],
    answer: {
      status: 200,
      says: "The endpoint.",
      schema: "EndpointView",
      examples: { enabled: { summary: "Active again", value: of.endpoint } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
];

const operationsOf = (of: Owner): readonly Operation[] => [
  ...madeOf(of),
  ...keptOf(of),
  ...rotatedOf(of),
  ...triedOf(of),
];

export const endpointOperations: readonly Operation[] = [
  ...operationsOf(ofAgency),
  ...operationsOf(ofLender),
];
