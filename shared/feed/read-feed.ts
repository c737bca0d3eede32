import { DeliverableEvent } from "../deliveries/payload.ts";
import type { HandOver } from "../disclosure/hand-over.ts";
import type { Channel } from "../disclosure/wire.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { accepted } from "../kernel/problems.ts";
import { cursorOf, positionIn } from "./cursor.ts";
import { withoutGap, type FeedEntry } from "./model.ts";
import type { FeedStore } from "./store.ts";
import type { FeedItem, FeedPage } from "./wire.ts";

export type ReadFeedDeps = {
  readonly feeds: Pick<FeedStore, "confirmed" | "entries" | "events">;
  readonly handOver: HandOver;
};

/** Bodies that are made at once: each offer among them opens a sealed debtor. */
const TOGETHER_MAX = 25;

/**
 * A page of an agency's feed, from a cursor or from where the agency confirmed.
 * @throws Refused `invalid-cursor`
 */
export const readFeed =
  (deps: ReadFeedDeps) =>
  async (
    agencyId: AgencyId,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  ): Promise<FeedPage> => {
    const after =
      cursor === undefined
        ? ((await deps.feeds.confirmed(agencyId))?.position ?? 0)
        : accepted(positionIn(agencyId, cursor));
    const entries = withoutGap(after, await deps.feeds.entries(agencyId, after, limit));
    const items = await bodiesOf(deps, entries, "FEED");
    return { items: [...items], nextCursor: cursorOf(agencyId, entries.at(-1)?.position ?? after) };
  };

export type ReadFeed = ReturnType<typeof readFeed>;

/** What stands at these positions, as it is pushed; what it discloses goes on record first. */
export async function bodiesOf(
  deps: { readonly feeds: Pick<FeedStore, "events">; readonly handOver: HandOver },
  entries: readonly FeedEntry[],
  channel: Channel,
): Promise<readonly FeedItem[]> {
  const events = (await deps.feeds.events(entries)).map((event) => DeliverableEvent.parse(event));
  const items: FeedItem[] = [];
  for (let from = 0; from < entries.length; from += TOGETHER_MAX) {
    const together = events.slice(from, from + TOGETHER_MAX);
    const bodies = await Promise.all(together.map((event) => deps.handOver(event, channel)));
    items.push(...bodies.map((body, index) => ({ position: entries[from + index]?.position ?? 0, ...body })));
  }
  return items;
}
