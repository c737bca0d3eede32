import type * as z from "zod";
import type { GatewayEvent } from "../kernel/event.ts";
import { Instant } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { eventKey } from "../platform/events.ts";
import { EventView } from "./event-wire.ts";
import { eventView } from "./event-view.ts";
import { accountKey } from "./state-store.ts";

const PAGE_SIZE = 500;
/** Of the end of a history, as a rule, little is asked. */
const RECENT_PAGE_SIZE = 20;
/** More events than a number of eight digits counts. */
const PAGE_COUNT_MAX = 200_000;

const Recorded = EventView.extend({
  effectiveAt: Instant,
  reportedAt: Instant.exactOptional(),
  receivedAt: Instant,
  postedAt: Instant,
}) satisfies z.ZodType<GatewayEvent>;

/** An event as its item has it. @throws ZodError for what is no event's item */
export const eventIn = (item: unknown): GatewayEvent => Recorded.parse(eventView(item));

/** Whole histories, for whoever folds them again. */
export const historyStore = (reader: Pick<Reader, "page" | "get">) => ({
  /** One event, which whoever was told of it knows to be there. */
  at: async (accountId: string, sequence: number): Promise<GatewayEvent> =>
    eventIn(await reader.get(eventKey(accountId, sequence))),
  upTo: async (accountId: string, sequence: number): Promise<readonly GatewayEvent[]> => {
    const found: GatewayEvent[] = [];
    let after: Page["next"];
    for (let page = 0; page < PAGE_COUNT_MAX && found.length < sequence; page += 1) {
      const { pk } = accountKey(accountId);
      const limit = Math.min(PAGE_SIZE, sequence - found.length);
      const { items, next } = await reader.page({ pk, prefix: "EVENT#", limit, ...(after && { after }) });
      found.push(...items.map(eventIn));
      if (next === undefined) break;
      after = next;
    }
    return found;
  },
  /** What was posted after a moment, the newest first. */
  since: async (accountId: string, moment: Instant): Promise<readonly GatewayEvent[]> => {
    const found: GatewayEvent[] = [];
    let after: Page["next"];
    for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
      const { pk } = accountKey(accountId);
      const query = { pk, prefix: "EVENT#", limit: RECENT_PAGE_SIZE, newestFirst: true };
      const { items, next } = await reader.page({ ...query, ...(after && { after }) });
      const events = items.map(eventIn);
      const newer = events.filter(({ postedAt }) => postedAt > moment);
      found.push(...newer);
      if (next === undefined || newer.length < events.length) break;
      after = next;
    }
    return found;
  },
});

export type HistoryStore = ReturnType<typeof historyStore>;
