import type { Instant } from "../kernel/time.ts";
import type { Reader } from "../platform/dynamo.ts";
import { outboxShards } from "../platform/events.ts";

/** Whether an event that was posted before a moment is still to be carried to its queue. */
export const isWaiting =
  ({ reader }: { readonly reader: Pick<Reader, "page"> }) =>
  async (before: Instant): Promise<boolean> => {
    const pages = await Promise.all(
      outboxShards.map((pk) => reader.page({ pk, index: "byList", upTo: before, limit: 1 })),
    );
    return pages.some(({ items }) => items.length > 0);
  };
