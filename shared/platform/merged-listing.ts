import * as z from "zod";
import type { Item } from "../kernel/change.ts";
import { Refused } from "../kernel/problems.ts";
import type { Page, Reader } from "./dynamo.ts";

export type MergedQuery = {
  /** The shards of one list. */
  readonly lists: readonly string[];
  readonly limit: number;
  readonly after?: Page["next"] | undefined;
};

const Entry = z.object({ pk: z.string(), sk: z.string(), list: z.string(), at: z.string() });

const text = z.string().min(1).max(300);

/** Where a page ended: the place is the same in every shard's order. */
const Place = z.strictObject({ pk: text, sk: text, list: text, at: text });

/**
 * A page of a sharded work list with its items, in the order of all its shards together. Places must differ: an
 * entry carries its id in `at`. What left the list a moment ago is left out.
 */
export const mergedListing =
  (reader: Pick<Reader, "page" | "getAll">) =>
  async ({ lists, limit, after }: MergedQuery): Promise<Page> => {
    const place = after && placeIn(lists, after);
    const pages = await Promise.all(
      lists.map((list) =>
        reader.page({ pk: list, index: "byList", limit, ...(place && { after: { ...place, list } }) }),
      ),
    );
    const entries = pages
      .flatMap(({ items }) => items.map((item) => Entry.parse(item)))
      .toSorted((a, b) => (a.at < b.at ? -1 : 1));
    const shown = entries.slice(0, limit);
    const last = shown.at(-1);
    const isMore = entries.length > limit || pages.some(({ next }) => next !== undefined);
    return { items: await itemsOf(reader, shown), ...(isMore && last && { next: { ...last } }) };
  };

/** @throws Refused `invalid-cursor` */
function placeIn(lists: readonly string[], after: NonNullable<Page["next"]>): z.infer<typeof Place> {
  const place = Place.safeParse(after);
  if (place.success && lists.includes(place.data.list)) return place.data;
  throw new Refused({ code: "invalid-cursor", detail: "Use a nextCursor of this very list, unchanged." });
}

/** The index follows the table with a delay: an entry whose item stands elsewhere by now is none. */
async function itemsOf(
  reader: Pick<Reader, "getAll">,
  shown: readonly z.infer<typeof Entry>[],
): Promise<readonly Item[]> {
  const found = await reader.getAll(shown.map(({ pk, sk }) => ({ pk, sk })));
  const standing = new Map(found.map((item) => [keyOf(Listed.parse(item)), Listed.parse(item)] as const));
  return shown.flatMap((entry) => {
    const item = standing.get(keyOf(entry));
    return item?.list === entry.list && item.at === entry.at ? [item] : [];
  });
}

const Listed = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  list: z.string().exactOptional(),
  at: z.string().exactOptional(),
});

const keyOf = ({ pk, sk }: { readonly pk: string; readonly sk: string }): string => `${pk}\n${sk}`;
