import * as z from "zod";
import type { Create, Replace, Update } from "../kernel/change.ts";
import type { AccountId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Reader } from "../platform/dynamo.ts";
import { Clock } from "./model.ts";

const SHARD_COUNT = 4;

/** The sparse index partitions of running clocks, ordered by when they are due. */
const dueLists: readonly string[] = Array.from({ length: SHARD_COUNT }, (_, shard) => `DUE#${shard}`);

const ItemKey = z.object({ pk: z.string(), sk: z.string() });

const clockKey = (clock: Pick<Clock, "accountId" | "kind" | "ref">) => ({
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

const stopped = (clock: Pick<Clock, "accountId" | "kind" | "ref">, at: Instant): Update => ({
  kind: "update",
  name: "clock",
  key: clockKey(clock),
  set: { stoppedAt: at },
  remove: ["list", "at"],
  when: [],
});

export const clockStore = (reader: Reader) => ({
  lists: dueLists,
  /** The clocks of one shard that are due by now, most overdue first. */
  due: async (list: string, now: Instant, limit: number): Promise<readonly Clock[]> => {
    const page = await reader.page({ pk: list, index: "byList", upTo: now, limit });
    const items = await reader.getAll(page.items.map((item) => ItemKey.parse(item)));
    return items.map((item) => Clock.parse(item)).toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  },
  started: (clock: Clock): Create => ({ kind: "create", name: "clock", item: clockItem(clock) }),
  /** Starts a clock again, whether or not it ran before. */
  restarted: (clock: Clock): Replace => ({
    kind: "replace",
    name: "clock",
    item: clockItem(clock),
    when: [],
  }),
  /** Takes a due clock off the list, if it was neither answered nor started again meanwhile. */
  fired: (clock: Clock, at: Instant): Update => ({
    ...stopped(clock, at),
    when: [
      { attribute: "dueAt", is: "=", value: clock.dueAt },
      { attribute: "list", is: "present" },
    ],
  }),
  /** Takes the clock off the list; the item stays as a record. Harmless when it never ran. */
  stopped,
});

export type ClockStore = ReturnType<typeof clockStore>;
