import * as z from "zod";
import { AgencyId, EndpointId, LenderId } from "../kernel/ids.ts";
import { lenderEventTypes } from "../kernel/lender-events.ts";
import { Instant } from "../kernel/time.ts";
import { Attempt, DeliveryState } from "./model.ts";
import { OutboundType } from "./wire.ts";

/** `POST /v1/agencies/{agencyId}/endpoints`, `PUT …/{endpointId}` */
export const EndpointBody = z.strictObject({
  url: z.url({ protocol: /^https?$/u }).max(2000),
  /** Empty means all. */
  eventTypes: z.array(OutboundType).max(OutboundType.options.length).default([]),
});

/** The same of a lender: `POST /v1/lenders/{lenderId}/endpoints`, `PUT …/{endpointId}` */
export const LenderEndpointBody = EndpointBody.extend({
  eventTypes: z.array(z.enum(lenderEventTypes)).max(lenderEventTypes.length).default([]),
});
export type EndpointBody = z.infer<typeof EndpointBody> | z.infer<typeof LenderEndpointBody>;

/** An overlap of a day lets an agency take the new secret over in its own time; a week is the most. */
const OVERLAP_HOURS = { usual: 24, max: 168 };

/** `POST …/{endpointId}/rotation` */
export const RotationRequest = z.strictObject({
  overlapHours: z.int().min(0).max(OVERLAP_HOURS.max).default(OVERLAP_HOURS.usual),
});
export type RotationRequest = z.infer<typeof RotationRequest>;

/** An endpoint as answered: of its secrets no more than how many there are and until when they sign. */
export const EndpointView = z.object({
  endpointId: z.string(),
  agencyId: z.string().exactOptional(),
  lenderId: z.string().exactOptional(),
  primary: z.boolean(),
  url: z.string(),
  eventTypes: z.array(z.string()),
  secrets: z.array(
    z.object({ createdAt: z.string().exactOptional(), expiresAt: z.string().exactOptional() }),
  ),
  status: z.enum(["ACTIVE", "PARKED", "DISABLED"]),
  /** Why it is disabled. */
  reason: z.string().exactOptional(),
  /** Since when it is parked or disabled. */
  since: z.string().exactOptional(),
});
export type EndpointView = z.infer<typeof EndpointView>;

export const EndpointList = z.object({ items: z.array(EndpointView) });

/** The answer that shows a secret, this once. */
export const EndpointWithSecret = EndpointView.extend({ secret: z.string() });
export type EndpointWithSecret = z.infer<typeof EndpointWithSecret>;

export const PingAnswer = Attempt.omit({ replay: true, retryAfterSeconds: true });
export type PingAnswer = z.infer<typeof PingAnswer>;

export const DeliveryView = z.object({
  eventId: z.string(),
  eventType: z.string(),
  accountId: z.string(),
  placementId: z.string().exactOptional(),
  agencyId: z.string().exactOptional(),
  lenderId: z.string().exactOptional(),
  endpointId: z.string(),
  state: DeliveryState,
  attempts: z.int(),
  recordedAt: z.string(),
  lastAttemptAt: z.string(),
  deliveredAt: z.string().exactOptional(),
  givenUpAt: z.string().exactOptional(),
  lastStatus: z.int().exactOptional(),
  lastFailure: z.string().exactOptional(),
});
export type DeliveryView = z.infer<typeof DeliveryView>;

export const DeliveryPage = z.object({
  items: z.array(DeliveryView),
  nextCursor: z.string().exactOptional(),
});

export const DeliveryDetail = DeliveryView.extend({ log: z.array(Attempt) });
export type DeliveryDetail = z.infer<typeof DeliveryDetail>;

/** The query of `GET /v1/deliveries` */
export const DeliveryQuery = z.object({
  agencyId: AgencyId.exactOptional(),
  lenderId: LenderId.exactOptional(),
  state: DeliveryState.exactOptional(),
  from: Instant.exactOptional(),
  to: Instant.exactOptional(),
});
export type DeliveryQuery = z.infer<typeof DeliveryQuery>;

/** `POST /v1/delivery-replays` */
export const ReplayRequest = z.strictObject({
  agencyId: AgencyId.exactOptional(),
  lenderId: LenderId.exactOptional(),
  from: Instant,
  to: Instant,
  states: z.array(DeliveryState).min(1).max(3).default(["GIVEN_UP"]),
  endpointId: EndpointId.exactOptional(),
  cursor: z.string().max(2000).exactOptional(),
});
export type ReplayRequest = z.infer<typeof ReplayRequest>;

export const ReplayAnswer = z.object({ count: z.int(), nextCursor: z.string().exactOptional() });
export type ReplayAnswer = z.infer<typeof ReplayAnswer>;
