import type { Update } from "../kernel/change.ts";
import type { Instant } from "../kernel/time.ts";
import type { Reader } from "../platform/dynamo.ts";
import { eventKey } from "../platform/events.ts";
import { Delivery, isTaken, type Attempt } from "./model.ts";

const deliveryKey = (accountId: string, sequence: number) => {
  const { pk, sk } = eventKey(accountId, sequence);
  return { pk, sk: sk.replace("EVENT#", "DELIVERY#") };
};

export const deliveryStore = (reader: Reader) => ({
  find: async (accountId: string, sequence: number): Promise<Delivery | undefined> => {
    const item = await reader.get(deliveryKey(accountId, sequence));
    return item === undefined ? undefined : Delivery.parse(item);
  },
  event: async (accountId: string, sequence: number): Promise<unknown> =>
    reader.get(eventKey(accountId, sequence)),
  attempted: (
    event: { readonly accountId: string; readonly sequence: number; readonly eventId: string },
    attempt: Attempt,
    at: Instant,
  ): Update => ({
    kind: "update",
    name: "delivery",
    key: deliveryKey(event.accountId, event.sequence),
    set: {
      eventId: event.eventId,
      state: isTaken(attempt) ? "DELIVERED" : "PENDING",
      lastAttemptAt: at,
      ...("status" in attempt ? { lastStatus: attempt.status } : { lastFailure: attempt.failure }),
    },
    add: { attempts: 1 },
    when: [],
  }),
});

export type DeliveryStore = ReturnType<typeof deliveryStore>;
