import { faults, keyRefusals, type Operation } from "../operation.ts";
import type { Owner } from "./endpoint-owners.ts";

export const triedOf = (of: Owner): readonly Operation[] => [
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

export const stoppedOf = (of: Owner): readonly Operation[] => [
  {
    ...of.shared,
    id: of.named("disableEndpoint"),
    method: "POST",
    path: `${of.base}/:endpointId/disabling`,
    summary: "Disable an endpoint",
    says: "Nothing is posted there until it is enabled, but what workers began in the seconds before. What is for it waits, in order.",
    parameters: [of.parameter, "endpointId"],
    answer: {
      status: 200,
      says: "The endpoint.",
      schema: "EndpointView",
      examples: { disabled: { summary: "Disabled", value: endedAs(of, "disabled by hand") } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    ...of.shared,
    id: of.named("removeEndpoint"),
    method: "POST",
    path: `${of.base}/:endpointId/removal`,
    summary: "Remove an endpoint",
    says: "For good: what was still on its way there is not posted any more, and nothing new is. Deliveries that were made stay on record. It makes room for another one.",
    parameters: [of.parameter, "endpointId"],
    answer: {
      status: 200,
      says: "The endpoint as it was last.",
      schema: "EndpointView",
      examples: { removed: { summary: "Removed", value: endedAs(of, "removed") } },
    },
    refusals: [...keyRefusals, "not-found", ...of.primaryRefusals, ...faults],
  },
];

const endedAs = (of: Owner, reason: string) => ({
  ...of.endpoint,
  status: "DISABLED",
  reason,
  since: "2026-03-02T10:00:00.000Z",
});
