import * as z from "zod";
import type { Item, Key, Update } from "../kernel/change.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { epochSeconds, plusDays, type Instant } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { eventKey } from "../platform/events.ts";
import { receiptExpiry } from "../platform/time-to-live.ts";
import { ReplayAnswer } from "./endpoint-wire.ts";
import { laneEventOf, type LaneEvent } from "./lane-event.ts";
import { Attempt, Delivery } from "./model.ts";
import { DeliverableEvent } from "./payload.ts";
import { laneRefOf, recipientIdOf, type LaneRef, type RecipientId } from "./recipient.ts";

/** Attempts and what came back in them are forgotten after so long. */
const KEPT_DAYS = 90;

/** Attempts on one event that one answer shows: more than the schedule has, with replays. */
const ATTEMPT_COUNT_SHOWN = 100;

type Place = Pick<LaneRef, "accountId" | "endpointId"> & { readonly sequence: number };

const keyOf = (kind: "DELIVERY" | "ATTEMPT", { accountId, sequence, endpointId }: Place): Key => {
  const { pk, sk } = eventKey(accountId, sequence);
  return { pk, sk: `${sk.replace("EVENT", kind)}#${endpointId}` };
};

const deliveryList = (recipientId: RecipientId): string => `DELIVERIES#${recipientId}`;

const Listed = z.object({ pk: z.string(), sk: z.string(), at: z.string() });

const AttemptItem = z.object({ attempt: Attempt });

/** An attempt as recorded: whose it was, and what the delivery's state is after it, where it changes. */
export type Recorded = {
  readonly lane: LaneRef;
  readonly event: Pick<LaneEvent, "eventId" | "sequence" | "postedAt">;
  readonly eventType: string;
  readonly attempt: Attempt;
  readonly becomes?: "DELIVERED" | "GIVEN_UP";
};

/** What was answered to an order of replays, so that the same order is not carried out twice. */
export const Ordered = z.object({ bodyHash: z.string(), answer: ReplayAnswer });
export type Ordered = z.infer<typeof Ordered>;

const orderKey = (recipientId: RecipientId, key: string) => ({
  pk: `IDEMPOTENCY#${recipientId}#${key}`,
  sk: "REPLAYS",
});

/** What is written of deliveries. */
const deliveryItems = {
  orderItem: (
    recipientId: RecipientId,
    key: string,
    { ordered, now }: { readonly ordered: Ordered; readonly now: Instant },
  ): Item => ({
    ...orderKey(recipientId, key),
    ...ordered,
    expiresAt: receiptExpiry(now),
  }),
  /** An attempt that stays beside its delivery: one that failed, or a replay. */
  attemptItem: ({ lane, event, attempt }: Recorded, id: string): Item => {
    const { pk, sk } = keyOf("ATTEMPT", { ...lane, sequence: event.sequence });
    return { pk, sk: `${sk}#${id}`, attempt, expiresAt: forgottenAt(attempt.attemptedAt) };
  },
  /** What a delivery remembers of one more attempt. The one that was taken is kept in it whole. */
  attempted: ({ lane, event, eventType, attempt, becomes }: Recorded): Update => {
    const { status, failure, attemptedAt, replay } = attempt;
    return {
      kind: "update",
      name: "delivery",
      key: keyOf("DELIVERY", { ...lane, sequence: event.sequence }),
      set: {
        ...laneRefOf(lane),
        eventId: event.eventId,
        sequence: event.sequence,
        eventType,
        recordedAt: event.postedAt,
        lastAttemptAt: attemptedAt,
        lastStatus: status,
        lastFailure: failure,
        ...(becomes === "DELIVERED" && { state: becomes, deliveredAt: attemptedAt }),
        ...(becomes === "GIVEN_UP" && { state: becomes, givenUpAt: attemptedAt }),
        ...(becomes === "DELIVERED" && replay !== true && { taken: attempt }),
        list: deliveryList(recipientIdOf(lane)),
        at: event.postedAt,
        expiresAt: forgottenAt(attemptedAt),
      },
      add: { attempts: 1 },
      remove: [status === undefined ? "lastStatus" : "lastFailure"],
      // What a replay delivered meanwhile is not given up.
      when: becomes === "GIVEN_UP" ? [{ attribute: "deliveredAt", is: "absent" }] : [],
    };
  },
};

export const deliveryStore = (reader: Reader) => ({
  ordered: async (recipientId: RecipientId, key: string): Promise<Ordered | undefined> =>
    Ordered.safeParse(await reader.get(orderKey(recipientId, key))).data,
  find: async (place: Place): Promise<Delivery | undefined> => {
    const item = await reader.get(keyOf("DELIVERY", place));
    return item === undefined ? undefined : Delivery.parse(item);
  },
  /** An event as a lane carries it; undefined for one that is not the lane's. */
  event: async (lane: LaneRef, sequence: number): Promise<LaneEvent | undefined> => {
    const item = await reader.get(eventKey(lane.accountId, sequence));
    return item === undefined ? undefined : laneEventOf(lane, item);
  },
  /** The agency that an event speaks of, if it does. */
  agencyOf: async ({ accountId, sequence }: Omit<Place, "endpointId">): Promise<AgencyId | undefined> =>
    DeliverableEvent.safeParse(await reader.get(eventKey(accountId, sequence))).data?.data.agencyId,
  /** The attempts on one event that were not the lane's last: failed ones and replays, oldest first. */
  attempts: async (place: Place): Promise<readonly Attempt[]> => {
    const { pk, sk } = keyOf("ATTEMPT", place);
    const page = await reader.page({ pk, prefix: `${sk}#`, limit: ATTEMPT_COUNT_SHOWN });
    return page.items.map((item) => AttemptItem.parse(item).attempt);
  },
  /** A page of a recipient's deliveries, the newest events first, back to `from`. */
  search: async (
    query: SearchQuery,
  ): Promise<{ readonly items: readonly Delivery[]; readonly next?: Page["next"] }> => {
    const { recipientId, from, to, limit, after } = query;
    const page = await reader.page({
      pk: deliveryList(recipientId),
      index: "byList",
      upTo: to,
      newestFirst: true,
      limit,
      ...(after && { after }),
    });
    const all = page.items.map((item) => Listed.parse(item));
    const within = all.filter(({ at }) => at >= from);
    const found = await reader.getAll(within.map(({ pk, sk }) => ({ pk, sk })));
    const items = found
      .map((item) => Delivery.parse(item))
      .toSorted((a, b) =>
        a.recordedAt === b.recordedAt ? b.sequence - a.sequence : a.recordedAt < b.recordedAt ? 1 : -1,
      );
    return { items, ...(within.length === all.length && page.next && { next: page.next }) };
  },
  ...deliveryItems,
});

export type DeliveryStore = ReturnType<typeof deliveryStore>;

export type SearchQuery = {
  readonly recipientId: RecipientId;
  readonly from: Instant;
  readonly to: Instant;
  readonly limit: number;
  readonly after?: Page["next"];
};

const forgottenAt = (at: Instant): number => epochSeconds(plusDays(at, KEPT_DAYS));
