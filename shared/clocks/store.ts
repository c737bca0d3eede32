import * as z from "zod";
import type { Condition, Create, Item, Replace, Update } from "../kernel/change.ts";
import type { AccountId, LenderId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { mergedListing } from "../platform/merged-listing.ts";
import { Clock } from "./model.ts";
import {
  holdListItem,
  holdListKey,
  holdLists,
  isOnHoldList,
  overdueEntry,
  overdueLists,
  WaitingHold,
} from "./work-lists.ts";

const SHARD_COUNT = 4;

/** The sparse index partitions of running clocks, ordered by when they are due. */
const dueLists: readonly string[] = Array.from({ length: SHARD_COUNT }, (_, shard) => `DUE#${shard}`);

const ItemKey = z.object({ pk: z.string(), sk: z.string() });

type Paging = { readonly limit: number; readonly after?: Page["next"] };

type Name = Pick<Clock, "accountId" | "kind" | "ref">;

const clockKey = (clock: Name) => ({
  pk: `ACCOUNT#${clock.accountId}`,
  sk: `CLOCK#${clock.kind}#${clock.ref}`,
});

const listOf = (accountId: AccountId): string =>
  dueLists[accountId.charCodeAt(accountId.length - 1) % SHARD_COUNT] ?? "DUE#0";

const clockItem = (clock: Clock) => ({
  ...clockKey(clock),
  ...clock,
  list: listOf(clock.accountId),
  at: clock.dueAt,
});

/** The clock, and the entry of its lender's list of holds for one that a hold waits for. */
const runningItems = (clock: Clock): readonly Item[] => [clockItem(clock), ...holdListItem(clock)];

function stopped(clock: Name, at: Instant): readonly Update[] {
  const ended = { kind: "update", set: { stoppedAt: at }, remove: ["list", "at"], when: [] } as const;
  return [
    { ...ended, name: "clock", key: clockKey(clock) },
    ...(isOnHoldList(clock) ? [{ ...ended, name: "work-list", key: holdListKey(clock) }] : []),
  ];
}

/** Still the clock that was read: neither answered nor started again. */
const stillRuns = ({ dueAt, accountId }: Clock): readonly Condition[] => [
  { attribute: "dueAt", is: "=", value: dueAt },
  { attribute: "list", is: "=", value: listOf(accountId) },
];

/** Ran out and was not answered: it leaves the list of those that run, for that of what is late, if there is one. */
function fired(clock: Clock, at: Instant, lenderId: LenderId): readonly Update[] {
  const late = overdueEntry(clock, lenderId);
  const [, ...others] = stopped(clock, at);
  return [
    {
      kind: "update",
      name: "clock",
      key: clockKey(clock),
      set: { stoppedAt: at, ...late },
      ...(late === undefined && { remove: ["list", "at"] }),
      when: stillRuns(clock),
    },
    ...others,
  ];
}

/** Each on its own, the clock itself last: while it is not off its list, this is done again. */
const answered = (clock: Clock, at: Instant): readonly Update[] =>
  stopped(clock, at)
    .map((update) => ({
      ...update,
      when:
        update.name === "clock"
          ? stillRuns(clock)
          : [{ attribute: "dueAt", is: "=" as const, value: clock.dueAt }],
    }))
    .toReversed();

export const clockStore = (reader: Reader) => ({
  lists: dueLists,
  /** The clocks of one shard that are due by now, most overdue first. */
  due: async (list: string, now: Instant, limit: number): Promise<readonly Clock[]> => {
    const page = await reader.page({ pk: list, index: "byList", upTo: now, limit });
    const items = await reader.getAll(page.items.map((item) => ItemKey.parse(item)));
    return items.map((item) => Clock.parse(item)).toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  },
  started: (clock: Clock): readonly Create[] =>
    runningItems(clock).map((item) => ({ kind: "create", name: "clock", item })),
  /** Starts a clock again, whether or not it ran before. */
  restarted: (clock: Clock): readonly Replace[] =>
    runningItems(clock).map((item) => ({ kind: "replace", name: "clock", item, when: [] })),
  /**
   * Takes a due clock off the list, if it was neither answered nor started again meanwhile. One that a person must
   * answer all the same stands on its lender's list of what is late, until it is stopped.
   */
  fired,
  /** Takes a due clock off its lists that had its answer before, where nothing else hangs on it. */
  answered,
  /** A page of the holds that wait for an agency's answer, the soonest due first. */
  unacknowledged: async (lenderId: LenderId, paging: Paging) => {
    const { items, next } = await mergedListing(reader)({ lists: holdLists(lenderId), ...paging });
    return { items: items.map((item) => WaitingHold.parse(item)), ...(next && { next }) };
  },
  /** A page of the clocks that ran out and are still to be answered, the longest overdue first. */
  overdue: async (lenderId: LenderId, paging: Paging) => {
    const { items, next } = await mergedListing(reader)({ lists: overdueLists(lenderId), ...paging });
    return { items: items.map((item) => Clock.parse(item)), ...(next && { next }) };
  },
  /** Takes the clock off every list; the item stays as a record. Harmless when it never ran. */
  stopped,
});

export type ClockStore = ReturnType<typeof clockStore>;
