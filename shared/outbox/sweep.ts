import type { Reader } from "../platform/dynamo.ts";
import { outboxShards } from "../platform/events.ts";
import type { Instant } from "../kernel/time.ts";
import { RoutedEvent } from "./message.ts";
import type { RouteEvent } from "./route-event.ts";

/** Younger events are still on their way through the stream. */
export const SWEEP_AFTER_MINUTES = 2;

const SWEEP_COUNT_MAX = 100;

/** Carries events that the stream did not: it forgets after 24 hours, and it can be switched off. */
export const sweepOutbox =
  (deps: { readonly reader: Pick<Reader, "page" | "getAll">; readonly routeEvent: RouteEvent }) =>
  async (olderThan: Instant): Promise<number> => {
    let count = 0;
    for (const list of outboxShards) {
      const page = await deps.reader.page({
        pk: list,
        index: "byList",
        upTo: olderThan,
        limit: SWEEP_COUNT_MAX,
      });
      const events = await deps.reader.getAll(page.items.map((item) => RoutedKey.parse(item)));
      for (const event of inOrder(events.map((item) => RoutedEvent.parse(item)))) {
        await deps.routeEvent(event);
        count += 1;
      }
    }
    return count;
  };

const RoutedKey = RoutedEvent.pick({ pk: true, sk: true });

const inOrder = (events: readonly RoutedEvent[]): readonly RoutedEvent[] =>
  events.toSorted((a, b) => a.sequence - b.sequence);
