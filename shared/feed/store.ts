import * as z from "zod";
import type { Change, Create, Item, Update } from "../kernel/change.ts";
import type { AccountId, AgencyId } from "../kernel/ids.ts";
import type { Reader } from "../platform/dynamo.ts";
import { eventKey } from "../platform/events.ts";
import { ConfirmedCursor, FeedableEvent, FeedEntry, FeedMark } from "./model.ts";

/** Twelve digits: at a thousand events a second that is thirty years. */
const POSITION_DIGITS = 12;

const entryKey = (agencyId: AgencyId, position: number) => ({
  pk: `FEED#${agencyId}`,
  sk: String(position).padStart(POSITION_DIGITS, "0"),
});

const counterKey = (agencyId: AgencyId) => ({ pk: `AGENCY#${agencyId}`, sk: "FEED" });

const cursorKey = (agencyId: AgencyId) => ({ pk: `AGENCY#${agencyId}`, sk: "FEED_CURSOR" });

const markKey = (agencyId: AgencyId, accountId: AccountId) => ({
  pk: `ACCOUNT#${accountId}`,
  sk: `FEED#${agencyId}`,
});

const Counter = z.object({ position: z.int() });

export const feedStore = (reader: Reader) => ({
  /** The last position of an agency's feed; 0 before its first event. */
  position: async (agencyId: AgencyId): Promise<number> => {
    const item = await reader.get(counterKey(agencyId));
    return item === undefined ? 0 : Counter.parse(item).position;
  },
  /** How far each account's history was looked through for the agency: every account has a mark. */
  marks: async (agencyId: AgencyId, accountIds: readonly AccountId[]): Promise<readonly FeedMark[]> => {
    const items = await reader.getAll(accountIds.map((accountId) => markKey(agencyId, accountId)));
    const known = new Map(items.map((item) => FeedMark.parse(item)).map((mark) => [mark.accountId, mark]));
    return accountIds.map((accountId) => known.get(accountId) ?? { accountId, sequence: 0 });
  },
  /** What an account's history holds behind a mark, oldest first. */
  eventsAfter: async ({ accountId, sequence }: FeedMark, limit: number) => {
    const { pk } = eventKey(accountId, sequence);
    const after = eventKey(accountId, sequence);
    const { items } = await reader.page({ pk, prefix: "EVENT#", after, limit });
    return items.map((item) => FeedableEvent.parse(item));
  },
  entries: async (agencyId: AgencyId, after: number, limit: number): Promise<readonly FeedEntry[]> => {
    const key = entryKey(agencyId, after);
    const { items } = await reader.page({ pk: key.pk, after: key, limit });
    return items.map((item) => FeedEntry.parse(item));
  },
  /** The events behind entries, in the order of the entries. */
  events: async (entries: readonly FeedEntry[]): Promise<readonly unknown[]> => {
    const items = await reader.getAll(entries.map((entry) => eventKey(entry.accountId, entry.sequence)));
    const byId = new Map(items.map((item) => [FeedableEvent.parse(item).eventId, item]));
    return entries.map(({ eventId }) => byId.get(eventId));
  },
  confirmed: async (agencyId: AgencyId): Promise<ConfirmedCursor | undefined> => {
    const item = await reader.get(cursorKey(agencyId));
    return item === undefined ? undefined : ConfirmedCursor.parse(item);
  },
  ...feedItems,
});

export type FeedStore = ReturnType<typeof feedStore>;

/** The same item made or moved on, and only from where it was read. */
const movedOn = (
  name: string,
  { item, attribute, from }: { readonly item: Item; readonly attribute: string; readonly from: number },
): Change => {
  const { pk, sk, ...set } = item;
  return from === 0
    ? { kind: "create", name, item }
    : { kind: "update", name, key: { pk, sk }, set, when: [{ attribute, is: "=", value: from }] };
};

const feedItems = {
  entry: (agencyId: AgencyId, entry: FeedEntry): Create => ({
    kind: "create",
    name: "feed-entry",
    item: { ...entryKey(agencyId, entry.position), ...entry },
  }),
  counted: (agencyId: AgencyId, from: number, position: number): Change =>
    movedOn("feed-counter", { item: { ...counterKey(agencyId), position }, attribute: "position", from }),
  marked: (agencyId: AgencyId, before: FeedMark, sequence: number): Change =>
    movedOn("feed-mark", {
      item: { ...markKey(agencyId, before.accountId), accountId: before.accountId, sequence },
      attribute: "sequence",
      from: before.sequence,
    }),
  cursor: (agencyId: AgencyId, confirmed: ConfirmedCursor): Item => ({
    ...cursorKey(agencyId),
    ...confirmed,
  }),
  /** Forward only: what is further already stands. */
  cursorForward: (agencyId: AgencyId, { position, confirmedAt }: ConfirmedCursor): Update => ({
    kind: "update",
    name: "feed-cursor",
    key: cursorKey(agencyId),
    set: { position, confirmedAt },
    when: [{ attribute: "position", is: "<", value: position }],
  }),
};
