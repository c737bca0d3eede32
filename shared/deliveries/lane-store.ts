import * as z from "zod";
import type { Condition, Update } from "../kernel/change.ts";
import { placementNumberOf } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { eventKey } from "../platform/events.ts";
import { newLane } from "./lane.ts";
import { laneEventOf, type LaneEvent } from "./lane-event.ts";
import { Lane } from "./model.ts";
import { recipientIdOf, type EndpointRef, type LaneRef } from "./recipient.ts";

const SHARD_COUNT = 4;

/** The sparse index partitions of lanes that wait, ordered by when the clock looks at them. */
const retryLists: readonly string[] = Array.from({ length: SHARD_COUNT }, (_, shard) => `RETRY#${shard}`);

const parkedList = (ref: EndpointRef): string => `PARKED#${recipientIdOf(ref)}#${ref.endpointId}`;

/** Events of an account that one query reads. */
const EVENT_PAGE_SIZE = 50;

/** What is read from the history's end together with the lane: as a rule that reaches back to its cursor. */
const TAIL_SIZE = 6;

/** Pages without one event for the lane after which another message goes on. */
const EMPTY_PAGE_COUNT_MAX = 20;

/**
 * An agency's is sorted right behind the account's events, so that one query from the end finds the lane and the
 * newest of them. A lender's stands elsewhere and costs a read of its own, so that agencies' looks stay as short.
 */
const laneKey = (ref: LaneRef) => ({
  pk: `ACCOUNT#${ref.accountId}`,
  sk:
    "lenderId" in ref
      ? `LANE#${ref.endpointId}`
      : `EVENT>LANE#${String(placementNumberOf(ref.placementId)).padStart(3, "0")}#${ref.endpointId}`,
});

/** What every event has, also one that goes to nobody. */
const Numbered = z.object({ sequence: z.int() });

export type Pending = {
  readonly events: readonly LaneEvent[];
  /** The last event that was looked at, whether or not it is the lane's. */
  readonly through: number;
  readonly hasMore: boolean;
};

const ItemKey = z.object({ pk: z.string(), sk: z.string() });

export const laneStore = (reader: Reader) => ({
  retryLists,
  find: (ref: LaneRef): Promise<Lane> => laneAt(reader, ref),
  /** A lane, and what is on the way in it: its events behind the cursor, in order, as far as one look reads. */
  onTheWay: async (
    ref: LaneRef,
    since?: Instant,
  ): Promise<{ readonly lane: Lane; readonly pending: Pending }> => {
    const { lane, events, isWhole } = await ("lenderId" in ref ? lenderTailOf : tailOf)(reader, ref);
    const behind = events.filter(({ sequence }) => sequence > lane.cursor);
    const reaches = isWhole || behind.length < events.length;
    const pending = reaches
      ? { ...ownOf(behind, { lane, since, after: lane.cursor }), hasMore: false }
      : await firstPage(reader, lane, since);
    return { lane, pending };
  },
  /** A lane's next state, if nobody moved it meanwhile. */
  saved: (before: Lane, after: Lane): Update => {
    const { revision: _revision, ...members } = after;
    const place = placeOf(after);
    return {
      kind: "update",
      name: "lane",
      key: laneKey(before),
      set: { ...members, ...place, revision: before.revision + 1 },
      remove: ["nextAttemptAt", "lookAt", "parkedAt", "list", "at"].filter(
        (name) => !(name in members) && !(name in place),
      ),
      when: [isAt(before.revision)],
    };
  },
  /** Lanes of one shard that wait no longer, the most overdue first. */
  due: async (list: string, now: Instant, limit: number): Promise<readonly Lane[]> => {
    const lanes = await listed(reader, { pk: list, upTo: now, limit });
    return lanes.filter(({ state, lookAt }) => state === "WAITING" && lookAt !== undefined && lookAt <= now);
  },
  /** Lanes that wait for an endpoint to come back, those that wait longest first. */
  parked: async (endpoint: EndpointRef, limit: number): Promise<readonly Lane[]> => {
    const lanes = await listed(reader, { pk: parkedList(endpoint), limit });
    return lanes.filter(({ state }) => state === "PARKED");
  },
});

export type LaneStore = ReturnType<typeof laneStore>;

const isAt = (revision: number): Condition =>
  revision === 0
    ? { attribute: "revision", is: "absent" }
    : { attribute: "revision", is: "=", value: revision };

function placeOf(lane: Lane): { readonly list?: string; readonly at?: Instant } {
  if (lane.state === "PARKED" && lane.parkedAt !== undefined)
    return { list: parkedList(lane), at: lane.parkedAt };
  if (lane.state === "WAITING" && lane.lookAt !== undefined) return { list: shardOf(lane), at: lane.lookAt };
  return {};
}

const shardOf = ({ accountId }: Lane): string =>
  retryLists[accountId.charCodeAt(accountId.length - 1) % SHARD_COUNT] ?? "RETRY#0";

type Numbers = z.infer<typeof Numbered> & { readonly item: unknown };

const numbered = (items: readonly unknown[]): readonly Numbers[] =>
  items.map((item) => ({ ...Numbered.parse(item), item }));

async function tailOf(reader: Reader, ref: LaneRef) {
  const { pk, sk } = laneKey(ref);
  const page = await reader.page({ pk, prefix: "EVENT", limit: TAIL_SIZE, newestFirst: true });
  const keyed = page.items.map((item) => ({ item, sk: ItemKey.parse(item).sk }));
  const own = keyed.find((one) => one.sk === sk)?.item;
  const events = numbered(
    keyed.filter((one) => one.sk.startsWith("EVENT#")).map(({ item }) => item),
  ).toReversed();
  const isWhole = page.next === undefined;
  // Only where events were reached are all of the account's lanes in front of them.
  if (own === undefined && events.length === 0 && !isWhole)
    return { lane: await laneAt(reader, ref), events, isWhole };
  return { lane: own === undefined ? newLane(ref) : Lane.parse(own), events, isWhole };
}

async function lenderTailOf(reader: Reader, ref: LaneRef) {
  const { pk } = laneKey(ref);
  const [lane, page] = await Promise.all([
    laneAt(reader, ref),
    reader.page({ pk, prefix: "EVENT#", limit: TAIL_SIZE, newestFirst: true }),
  ]);
  return { lane, events: numbered(page.items).toReversed(), isWhole: page.next === undefined };
}

async function laneAt(reader: Reader, ref: LaneRef): Promise<Lane> {
  const item = await reader.get(laneKey(ref));
  return item === undefined ? newLane(ref) : Lane.parse(item);
}

async function firstPage(reader: Reader, lane: Lane, since: Instant | undefined): Promise<Pending> {
  let found: Pending = { events: [], through: lane.cursor, hasMore: true };
  for (let n = 0; n < EMPTY_PAGE_COUNT_MAX && found.events.length === 0 && found.hasMore; n += 1)
    found = await pageAfter(reader, { lane, since, after: found.through });
  return found;
}

type Span = { readonly lane: Lane; readonly since: Instant | undefined; readonly after: number };

async function pageAfter(reader: Reader, span: Span): Promise<Pending> {
  const { lane, after } = span;
  const page: Page = await reader.page({
    pk: laneKey(lane).pk,
    prefix: "EVENT#",
    limit: EVENT_PAGE_SIZE,
    ...(after > 0 && { after: eventKey(lane.accountId, after) }),
  });
  return { ...ownOf(numbered(page.items), span), hasMore: page.next !== undefined };
}

/** Which of some events of the account are the lane's. */
function ownOf(all: readonly Numbers[], { lane, since, after }: Span): Omit<Pending, "hasMore"> {
  const events = all
    .map(({ item }) => laneEventOf(lane, item))
    .filter((event) => event !== undefined)
    .filter(({ postedAt }) => since === undefined || postedAt >= since);
  return { events, through: all.at(-1)?.sequence ?? after };
}

async function listed(
  reader: Reader,
  query: { readonly pk: string; readonly upTo?: string; readonly limit: number },
): Promise<readonly Lane[]> {
  const page = await reader.page({ ...query, index: "byList" });
  const items = await reader.getAll(page.items.map((item) => ItemKey.parse(item)));
  const lanes = new Map(items.map((item) => [`${ItemKey.parse(item).pk}${ItemKey.parse(item).sk}`, item]));
  // The list's order is lost in a batch of reads.
  return page.items.flatMap((item) => {
    const { pk, sk } = ItemKey.parse(item);
    const lane = lanes.get(`${pk}${sk}`);
    return lane === undefined ? [] : [Lane.parse(lane)];
  });
}
