import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { endpointSecret, ofAgency, ofLender, type Owner } from "./endpoint-owners.ts";
import { stoppedOf, triedOf } from "./endpoint-steps.ts";

const BYTES_MAX = 16 * 1024;

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
      examples: {
        endpoint: { summary: "Keep the secret now", value: { ...of.endpoint, secret: endpointSecret } },
      },
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
    says: "`PARKED`: it failed so often that its events wait until a probe is taken. `DISABLED`: it answered 410 or somebody disabled it, and its events wait until somebody enables it.",
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
            secret: endpointSecret,
          },
        },
      },
    },
    refusals: [...keyRefusals, "not-found", ...bodyRefusals, ...of.primaryRefusals, ...faults],
  },
];

const operationsOf = (of: Owner): readonly Operation[] => [
  ...madeOf(of),
  ...keptOf(of),
  ...rotatedOf(of),
  ...triedOf(of),
  ...stoppedOf(of),
];

export const endpointOperations: readonly Operation[] = [
  ...operationsOf(ofAgency),
  ...operationsOf(ofLender),
];
