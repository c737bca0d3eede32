import {
  eventPlaceOf,
  primaryEndpointIdOf,
  type AgencyId,
  type EndpointId,
  type EventId,
} from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import { plusDays, utc, type Clock } from "../kernel/time.ts";
import type { Page } from "../platform/dynamo.ts";
import { deliveryDetail, deliveryView } from "./endpoint-view.ts";
import type { DeliveryDetail, DeliveryQuery, DeliveryView } from "./endpoint-wire.ts";
import type { Delivery } from "./model.ts";
import type { DeliveryStore } from "./store.ts";

/** As long as deliveries are kept. */
const SEARCH_DAYS = 90;

export type SearchDeliveriesDeps = {
  readonly deliveries: Pick<DeliveryStore, "search">;
  readonly clock: Clock;
};

type Search = Omit<DeliveryQuery, "agencyId"> & {
  readonly agencyId: AgencyId;
  readonly limit: number;
  readonly after?: Page["next"];
};

/** A page of an agency's deliveries, the newest events first. With a state, a page may show fewer than its limit. */
export const searchDeliveries =
  (deps: SearchDeliveriesDeps) =>
  async ({
    state,
    from,
    to,
    ...query
  }: Search): Promise<{ readonly items: readonly DeliveryView[]; readonly next?: Page["next"] }> => {
    const now = deps.clock.now();
    const { items, next } = await deps.deliveries.search({
      ...query,
      from: from === undefined ? plusDays(now, -SEARCH_DAYS) : utc(from),
      to: to === undefined ? now : utc(to),
    });
    const wanted = items.filter((delivery) => state === undefined || delivery.state === state);
    return { items: wanted.map(deliveryView), ...(next && { next }) };
  };

export type ReadDeliveryDeps = {
  readonly deliveries: Pick<DeliveryStore, "find" | "attempts" | "event">;
};

/** Which delivery: without an endpoint, the one to the agency's primary endpoint. */
export type DeliveryName = {
  readonly eventId: EventId;
  readonly endpointId?: EndpointId | undefined;
  /** Whose it must be. */
  readonly agencyId?: AgencyId | undefined;
};

/** @throws Refused `not-found` */
export async function deliveryNamed(
  deps: { readonly deliveries: Pick<DeliveryStore, "find" | "event"> },
  { eventId, endpointId, agencyId }: DeliveryName,
): Promise<Delivery> {
  const place = eventPlaceOf(eventId);
  const event = await deps.deliveries.event(place.accountId, place.sequence);
  if (event === undefined) throw nothing();
  const to = endpointId ?? primaryEndpointIdOf(event.data.agencyId);
  const delivery = await deps.deliveries.find({ ...place, endpointId: to });
  if (delivery === undefined || (agencyId !== undefined && delivery.agencyId !== agencyId)) throw nothing();
  return delivery;
}

const nothing = (): Refused =>
  new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });

/** One delivery with the attempts that were made. @throws Refused `not-found` */
export const readDelivery =
  (deps: ReadDeliveryDeps) =>
  async (name: DeliveryName): Promise<DeliveryDetail> => {
    const delivery = await deliveryNamed(deps, name);
    return deliveryDetail(delivery, await deps.deliveries.attempts(delivery));
  };
