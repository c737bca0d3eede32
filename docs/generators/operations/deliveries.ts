import { ids } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

const BYTES_MAX = 16 * 1024;

const endpointId = "end_01JB5A3W9ZK6R8T2V4X7Y1C3D5";

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

const delivery = {
  eventId: "evt_01JB4R0E3SH5G9V1XJ7P2M4WQC_7",
  eventType: "hold.apply",
  accountId: ids.accountId,
  placementId: ids.placementId,
  agencyId: ids.agencyId,
  endpointId,
  state: "DELIVERED",
  attempts: 2,
  recordedAt: "2026-03-02T09:00:00.000Z",
  lastAttemptAt: "2026-03-02T09:00:06.120Z",
  deliveredAt: "2026-03-02T09:00:06.120Z",
  lastStatus: 204,
};

const log = [
  { status: 503, excerpt: "upstream is away", milliseconds: 84, attemptedAt: "2026-03-02T09:00:00.480Z" },
  { status: 204, milliseconds: 61, attemptedAt: "2026-03-02T09:00:06.120Z" },
];

const replaysBody = {
  agencyId: ids.agencyId,
  from: "2026-03-02T00:00:00Z",
  to: "2026-03-03T00:00:00Z",
  states: ["GIVEN_UP"],
};

const shared = { for: ["Agency", "Operator"], proves: "key" } as const;

const BASE = "/v1/agencies/:agencyId/endpoints";

const endpointOperations: readonly Operation[] = [
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
        taken: { summary: "Taken", value: log[1] },
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

export const deliveryOperations: readonly Operation[] = [
  ...endpointOperations,
  {
    ...shared,
    id: "searchDeliveries",
    method: "GET",
    path: "/v1/deliveries",
    summary: "Search deliveries",
    says: "What was posted to an agency in the last 90 days, the newest events first. With `state`, a page may hold fewer entries than its limit; go on while there is a `nextCursor`.",
    parameters: ["deliveredTo", "deliveryState", "from", "to", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of deliveries.",
      schema: "DeliveryPage",
      examples: { page: { summary: "One", value: { items: [delivery] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
  {
    ...shared,
    id: "getDelivery",
    method: "GET",
    path: "/v1/deliveries/:eventId",
    summary: "Read a delivery",
    says: "One event on its way to one endpoint, with every attempt and the first kilobyte of what came back.",
    parameters: ["eventId", "toEndpoint"],
    answer: {
      status: 200,
      says: "The delivery with its attempts.",
      schema: "DeliveryDetail",
      examples: { detail: { summary: "Taken at the second attempt", value: { ...delivery, log } } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    ...shared,
    id: "replayDelivery",
    method: "POST",
    path: "/v1/deliveries/:eventId/replay",
    summary: "Replay a delivery",
    says: "Posts the event again, under the id that it always has, whether or not it was delivered. It is tried once; the attempt is in the delivery's log, marked `replay`.",
    parameters: ["eventId", "toEndpoint"],
    answer: {
      status: 202,
      says: "It will be posted.",
      schema: "ReplayAnswer",
      examples: { ordered: { summary: "Ordered", value: { count: 1 } } },
    },
    refusals: [...keyRefusals, "not-found", "endpoint-not-taking", ...faults],
  },
  {
    ...shared,
    id: "replayDeliveries",
    method: "POST",
    path: "/v1/delivery-replays",
    summary: "Replay a range",
    says: "Posts the events of a range again, up to 100 deliveries at a time and each placement's in their order. While there is a `nextCursor`, send the same body with it as `cursor`.",
    parameters: ["idempotencyKey"],
    request: {
      schema: "ReplayRequest",
      bytesMax: BYTES_MAX,
      examples: { day: { summary: "What was given up on a day", value: replaysBody } },
    },
    answer: {
      status: 202,
      says: "How many will be posted.",
      schema: "ReplayAnswer",
      examples: { ordered: { summary: "All of them", value: { count: 12 } } },
      headers: ["Idempotent-Replayed"],
    },
    refusals: [
      ...keyRefusals,
      "not-found",
      ...bodyRefusals,
      "invalid-cursor",
      "endpoint-not-taking",
      "idempotency-key-reused",
      ...faults,
    ],
  },
];
