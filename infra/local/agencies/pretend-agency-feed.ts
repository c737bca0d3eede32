import * as z from "zod";
import type { Worker } from "./pretend-agency-case.ts";
import { Delivery } from "./pretend-agency-wire.ts";
import { demand } from "../sandbox/sandbox-client.ts";

/** Takes what is new for an agency on its desk. @returns how many events that were */
export type Fetch = () => Promise<number>;

export type FetchOptions = {
  readonly baseUrl: string;
  readonly now: () => number;
  /** False when the agency had the event already. */
  readonly take: (worker: Worker, delivery: Delivery) => boolean;
  /** Something that should never happen. */
  readonly fault: (said: string) => void;
};

const PAGE_SIZE = 100;
const PAGE_COUNT_MAX = 1_000;

const FeedPage = z.object({ items: z.array(Delivery), nextCursor: z.string() });
const Confirmed = z.object({ cursor: z.string() });

/** Follows its feed from the cursor it keeps, and confirms a page once it has worked it. */
export function feedFollower(worker: Worker, { baseUrl, take }: FetchOptions): Fetch {
  const path = `/v1/agencies/${worker.seat.agencyId}/feed`;
  const { apiKey } = worker.seat;
  let cursor: string | undefined;
  const nextPage = async (): Promise<z.infer<typeof FeedPage>> => {
    const from = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    return FeedPage.parse(
      await demand(baseUrl, { method: "GET", path: `${path}?limit=${PAGE_SIZE}${from}`, apiKey }, 200),
    );
  };
  const confirm = async (reached: string): Promise<string> => {
    const call = { method: "PUT", path: `${path}/cursor`, apiKey, body: { cursor: reached } } as const;
    return Confirmed.parse(await demand(baseUrl, call, 200)).cursor;
  };
  return async () => {
    let taken = 0;
    for (let count = 0; count < PAGE_COUNT_MAX; count += 1) {
      const { items, nextCursor } = await nextPage();
      if (items.length === 0) return taken;
      taken += items.filter((delivery) => take(worker, delivery)).length;
      cursor = await confirm(nextCursor);
    }
    throw new Error(`${path} has more than ${PAGE_COUNT_MAX} pages`);
  };
}
