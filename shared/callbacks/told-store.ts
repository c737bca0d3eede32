import * as z from "zod";
import { AgencyId, eventPlaceOf, PlacementId, type EventId } from "../kernel/ids.ts";
import { Money } from "../kernel/money.ts";
import type { Reader } from "../platform/dynamo.ts";
import { eventKey } from "../platform/events.ts";

/** An event of an account that an agency was told: as much of it as an echo of it needs. */
export const ToldEvent = z.object({
  eventId: z.string(),
  accountId: z.string(),
  type: z.string(),
  routes: z.literal("deliveries"),
  data: z.object({
    placementId: PlacementId,
    agencyId: AgencyId,
    paymentRef: z.string().exactOptional(),
    originalPaymentRef: z.string().exactOptional(),
    amount: Money.exactOptional(),
    holdId: z.string().exactOptional(),
  }),
});
export type ToldEvent = z.infer<typeof ToldEvent>;

/** What agencies were told, by the id of the event. */
export const toldStore = (reader: Pick<Reader, "get">) => ({
  find: async (eventId: EventId): Promise<ToldEvent | undefined> => {
    const { accountId, sequence } = eventPlaceOf(eventId);
    return ToldEvent.safeParse(await reader.get(eventKey(accountId, sequence))).data;
  },
});

export type ToldStore = ReturnType<typeof toldStore>;
