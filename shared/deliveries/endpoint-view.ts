import type { Instant } from "../kernel/time.ts";
import type { Breaker } from "./breaker.ts";
import type { Target } from "./endpoint.ts";
import type { DeliveryDetail, DeliveryView, EndpointView } from "./endpoint-wire.ts";
import type { Attempt, Delivery } from "./model.ts";
import { recipientIdOf, recipientOf } from "./recipient.ts";

const statuses = {
  CLOSED: "ACTIVE",
  OPEN: "PARKED",
  HALF_OPEN: "PARKED",
  DISABLED: "DISABLED",
} as const satisfies Record<Breaker["state"], EndpointView["status"]>;

export function endpointView(target: Target, breaker: Breaker, now: Instant): EndpointView {
  const since = breaker.disabledAt ?? breaker.openedAt;
  const secrets = target.secrets.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
  return {
    endpointId: target.endpointId,
    ...recipientOf(recipientIdOf(target)),
    primary: target.isPrimary,
    url: target.url,
    eventTypes: [...target.eventTypes],
    secrets: secrets.map(({ createdAt, expiresAt }) => ({
      ...(createdAt && { createdAt }),
      ...(expiresAt && { expiresAt }),
    })),
    status: statuses[breaker.state],
    ...(breaker.reason !== undefined && { reason: breaker.reason }),
    ...(since && { since }),
  };
}

export function deliveryView({ taken: _taken, sequence: _sequence, ...delivery }: Delivery): DeliveryView {
  return delivery;
}

/** With every attempt that is still kept, the oldest first. */
export const deliveryDetail = (delivery: Delivery, beside: readonly Attempt[]): DeliveryDetail => ({
  ...deliveryView(delivery),
  log: [...beside, ...(delivery.taken ? [delivery.taken] : [])].toSorted((a, b) =>
    a.attemptedAt < b.attemptedAt ? -1 : 1,
  ),
});
