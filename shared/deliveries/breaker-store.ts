import * as z from "zod";
import type { Update } from "../kernel/change.ts";
import type { Instant } from "../kernel/time.ts";
import { remembering } from "../platform/cache.ts";
import type { Reader } from "../platform/dynamo.ts";
import { Breaker, newBreaker, tendAt } from "./breaker.ts";
import { endpointsPartitionOf, recipientIdOf, type EndpointRef } from "./recipient.ts";

const BREAKER_LIST = "BREAKERS";

/** How long a running worker may go on posting to an endpoint that another one found to fail. */
const CACHE_MS = 1_500;

const breakerKey = (ref: EndpointRef) => ({
  pk: endpointsPartitionOf(recipientIdOf(ref)),
  sk: `BREAKER#${ref.endpointId}`,
});

const ItemKey = z.object({ pk: z.string(), sk: z.string() });

/** What the place of a breaker in its list depends on; nothing else is taken off an item. */
const passing = [
  "failedAt",
  "openedAt",
  "probeAt",
  "probe",
  "drainingSince",
  "reason",
  "disabledAt",
  "list",
  "at",
] as const;

export const breakerStore = (reader: Reader, nowMs: () => number = Date.now) => {
  const fresh = async (ref: EndpointRef): Promise<Breaker> => {
    const item = await reader.get(breakerKey(ref));
    return item === undefined ? newBreaker(ref) : Breaker.parse(item);
  };
  const refs = new Map<string, EndpointRef>();
  const remembered = remembering<string, Breaker>(
    async (name) => {
      const ref = refs.get(name);
      return ref && fresh(ref);
    },
    { ms: CACHE_MS, nowMs },
  );
  return {
    /** As it was a moment ago: a breaker that changes seldom costs a read seldom. */
    recent: async (ref: EndpointRef): Promise<Breaker> => {
      refs.set(ref.endpointId, ref);
      return (await remembered(ref.endpointId)) ?? newBreaker(ref);
    },
    fresh,
    saved: (before: Breaker, after: Breaker): Update => {
      const at = tendAt(after);
      const set = {
        ...after,
        ...(at && { list: BREAKER_LIST, at }),
        revision: before.revision + 1,
      };
      return {
        kind: "update",
        name: "breaker",
        key: breakerKey(before),
        set,
        remove: passing.filter((name) => !(name in set)),
        when: [
          before.revision === 0
            ? { attribute: "revision", is: "absent" }
            : { attribute: "revision", is: "=", value: before.revision },
        ],
      };
    },
    /** Breakers that the clock has something to do for by now, the most overdue first. */
    due: async (now: Instant, limit: number): Promise<readonly Breaker[]> => {
      const page = await reader.page({ pk: BREAKER_LIST, index: "byList", upTo: now, limit });
      const items = await reader.getAll(page.items.map((item) => ItemKey.parse(item)));
      return items.map((item) => Breaker.parse(item)).filter((breaker) => (tendAt(breaker) ?? "~") <= now);
    },
  };
};

export type BreakerStore = ReturnType<typeof breakerStore>;
