import type { Instant } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { eventKey } from "../platform/events.ts";
import { PostedEvent } from "./journal.ts";

/** Of the end of a history, as a rule, little is asked. */
const PAGE_SIZE = 20;
/** More events than a number of eight digits counts. */
const PAGE_COUNT_MAX = 5_000_000;

const AnyEvent = PostedEvent.partial({ book: true });

const isPosted = (event: unknown): event is PostedEvent => PostedEvent.safeParse(event).success;

/** The events that the journals copy, as their own histories have them. */
export const postedStore = (reader: Pick<Reader, "page" | "getAll">) => ({
  /** What a history posted from a moment on, the newest first. */
  from: async (accountId: string, moment: Instant): Promise<readonly PostedEvent[]> => {
    const found: PostedEvent[] = [];
    let after: Page["next"];
    for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
      const { items, next } = await reader.page({
        pk: eventKey(accountId, 1).pk,
        prefix: "EVENT#",
        limit: PAGE_SIZE,
        newestFirst: true,
        ...(after && { after }),
      });
      const events = items.map((item) => AnyEvent.parse(item));
      const newer = events.filter(({ postedAt }) => postedAt >= moment);
      found.push(...newer.filter(isPosted));
      if (next === undefined || newer.length < events.length) return found;
      after = next;
    }
    return found;
  },
  /** Events by their places, by their ids. */
  findAll: async (
    places: readonly { readonly accountId: string; readonly sequence: number }[],
  ): Promise<ReadonlyMap<string, PostedEvent>> => {
    const items = await reader.getAll(places.map(({ accountId, sequence }) => eventKey(accountId, sequence)));
    const found = items.map((item) => AnyEvent.parse(item)).filter(isPosted);
    return new Map(found.map((event) => [event.eventId, event]));
  },
});

export type PostedStore = ReturnType<typeof postedStore>;
