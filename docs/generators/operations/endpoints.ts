import { ids } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

const BYTES_MAX = 16 * 1024;

export const endpointId = "end_01JB5A3W9ZK6R8T2V4X7Y1C3D5";

const endpointBody = { url: "https://hooks.agency.example/gateway", eventTypes: ["hold.apply"] };

const endpoint = {
  endpointId,
  agencyId: ids.agencyId,
  primary: false,
  ...endpointBody,
  secrets: [{ createdAt: "2026-03-02T09:00:00.000Z" }],
  status: "ACTIVE",
};

const secret = "whsec_c2l4dGVlbi1ieXRlLXNlY3JldC1mb3ItZXhhbXBsZXM=";

const shared = { for: ["Agency", "Operator"], proves: "key" } as const;

const BASE = "/v1/agencies/:agencyId/endpoints";

export const endpointOperations: readonly Operation[] = [
  {
    ...shared,
    id: "postEndpoint",
    method: "POST",
    path: BASE,
    summary: "Add an endpoint",
    says: "Events from now on are posted there as well, each placement's in their order, whatever happens at the agency's other endpoints. Its secret is shown this once.",
    parameters: ["agencyId"],
    request: {
      schema: "EndpointBody",
      bytesMax: BYTES_MAX,
      examples: { holds: { summary: "An endpoint for holds alone", value: endpointBody } },
    },
    answer: {
      status: 201,
      says: "The endpoint with its secret.",
      schema: "EndpointWithSecret",
      examples: { endpoint: { summary: "Keep the secret now", value: { ...endpoint, secret } } },
      headers: ["Location"],
    },
    refusals: [...keyRefusals, "not-found", ...bodyRefusals, "endpoint-limit-reached", ...faults],
  },
  {
    ...shared,
    id: "listEndpoints",
    method: "GET",
    path: BASE,
    summary: "List endpoints",
    says: "The agency's endpoints and how they are, the primary one first.",
    parameters: ["agencyId"],
    answer: {
      status: 200,
      says: "The endpoints.",
      schema: "EndpointList",
      examples: { endpoints: { summary: "One", value: { items: [endpoint] } } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    ...shared,
    id: "getEndpoint",
    method: "GET",
    path: `${BASE}/:endpointId`,
    summary: "Read an endpoint",
    says: "`PARKED`: it failed so often that its events wait until a probe is taken. `DISABLED`: it answered 410, and its events wait until somebody enables it.",
    parameters: ["agencyId", "endpointId"],
    answer: {
      status: 200,
      says: "The endpoint.",
      schema: "EndpointView",
      examples: {
        disabled: {
          summary: "One that answered 410",
          value: {
            ...endpoint,
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
    ...shared,
    id: "putEndpoint",
    method: "PUT",
    path: `${BASE}/:endpointId`,
    summary: "Change an endpoint",
    says: "Another URL or other event types. What was on its way goes to the new URL.",
    parameters: ["agencyId", "endpointId"],
    request: {
      schema: "EndpointBody",
      bytesMax: BYTES_MAX,
      examples: { all: { summary: "All event types", value: { url: endpointBody.url, eventTypes: [] } } },
    },
    answer: {
      status: 200,
      says: "The endpoint.",
      schema: "EndpointView",
      examples: { endpoint: { summary: "As it is now", value: { ...endpoint, eventTypes: [] } } },
    },
    refusals: [...keyRefusals, "not-found", ...bodyRefusals, "endpoint-is-primary", ...faults],
  },
  {
    ...shared,
    id: "rotateEndpointSecret",
    method: "POST",
    path: `${BASE}/:endpointId/rotation`,
    summary: "Rotate an endpoint's secret",
    says: "A new secret, shown this once. The former one signs beside it for the overlap: `webhook-signature` then has both, and either verifies.",
    parameters: ["agencyId", "endpointId"],
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
            ...endpoint,
            secrets: [
              { createdAt: "2026-04-01T09:00:00.000Z" },
              { createdAt: "2026-03-02T09:00:00.000Z", expiresAt: "2026-04-02T09:00:00.000Z" },
            ],
            secret,
          },
        },
      },
    },
    refusals: [...keyRefusals, "not-found", ...bodyRefusals, "endpoint-is-primary", ...faults],
  },
  {
    ...shared,
    id: "pingEndpoint",
    method: "POST",
    path: `${BASE}/:endpointId/ping`,
    summary: "Ping an endpoint",
    says: "Posts a signed event of type `ping`, with empty `data`, at once and tells how it went. It waits behind nothing and changes nothing.",
    parameters: ["agencyId", "endpointId"],
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
    ...shared,
    id: "enableEndpoint",
    method: "POST",
    path: `${BASE}/:endpointId/enabling`,
    summary: "Enable an endpoint",
    says: "Posts go there again, whether it was disabled or parked. What waits is sent within minutes, what waits longest first and each placement's in their order.",
    parameters: ["agencyId", "endpointId"],
    answer: {
      status: 200,
      says: "The endpoint.",
      schema: "EndpointView",
      examples: { enabled: { summary: "Active again", value: endpoint } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
];
