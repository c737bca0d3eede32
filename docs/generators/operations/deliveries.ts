import { ids } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { endpointId } from "./endpoint-owners.ts";

const BYTES_MAX = 16 * 1024;

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

const shared = { for: ["Agency", "Lender", "Operator"], proves: "key" } as const;

export const deliveryOperations: readonly Operation[] = [
  {
    ...shared,
    id: "searchDeliveries",
    method: "GET",
    path: "/v1/deliveries",
    summary: "Search deliveries",
    says: "What was posted to an agency, or to a lender, in the last 90 days, the newest events first. With `state`, a page may hold fewer entries than its limit; go on while there is a `nextCursor`.",
    parameters: ["deliveredTo", "deliveredToLender", "deliveryState", "from", "to", "limit", "cursor"],
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
    says: "Posts the events of a range again, up to 100 deliveries at a time and each lane's in their order. While there is a `nextCursor`, send the same body with it as `cursor`.",
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
