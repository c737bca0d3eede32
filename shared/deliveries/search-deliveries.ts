import { eventPlaceOf, primaryEndpointIdOf, type EndpointId, type EventId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import { plusDays, utc, type Clock } from "../kernel/time.ts";
import type { Page } from "../platform/dynamo.ts";
import { deliveryDetail, deliveryView } from "./endpoint-view.ts";
import type { DeliveryDetail, DeliveryQuery, DeliveryView } from "./endpoint-wire.ts";
import type { Delivery } from "./model.ts";
import { recipientIdOf, type RecipientId } from "./recipient.ts";
import type { DeliveryStore } from "./store.ts";

/** As long as deliveries are kept. */
const SEARCH_DAYS = 90;

export type SearchDeliveriesDeps = {
  readonly deliveries: Pick<DeliveryStore, "search">;
  readonly clock: Clock;
};

type Search = Pick<DeliveryQuery, "state" | "from" | "to"> & {
  readonly recipientId: RecipientId;
  readonly limit: number;
  readonly after?: Page["next"];
};

/** A page of a recipient's deliveries, the newest events first. With a state, a page may show fewer than its limit. */
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
  readonly deliveries: Pick<DeliveryStore, "find" | "attempts" | "agencyOf">;
};

/** Which delivery: without an endpoint, the one to the primary endpoint of the agency concerned. */
export type DeliveryName = {
  readonly eventId: EventId;
  readonly endpointId?: EndpointId | undefined;
  /** Whose it must be. */
  readonly recipientId?: RecipientId | undefined;
};

/** @throws Refused `not-found` */
export async function deliveryNamed(
  deps: { readonly deliveries: Pick<DeliveryStore, "find" | "agencyOf"> },
  { eventId, endpointId, recipientId }: DeliveryName,
): Promise<Delivery> {
  const place = eventPlaceOf(eventId);
  const to = endpointId ?? (await primaryOf(deps, place));
  const delivery = to && (await deps.deliveries.find({ ...place, endpointId: to }));
  if (delivery === undefined || (recipientId !== undefined && recipientIdOf(delivery) !== recipientId))
    throw nothing();
  return delivery;
}

async function primaryOf(
  deps: { readonly deliveries: Pick<DeliveryStore, "agencyOf"> },
  place: ReturnType<typeof eventPlaceOf>,
): Promise<EndpointId | undefined> {
  const agencyId = await deps.deliveries.agencyOf(place);
  return agencyId && primaryEndpointIdOf(agencyId);
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
