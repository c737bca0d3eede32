import * as z from "zod";
import type { LenderId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Instant } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { breakLists, placeOf, type BreakListName } from "./lists.ts";
import { BreakRecord } from "./model.ts";

/** An entry of the index. */
const Listed = z.object({ pk: z.string(), sk: z.string(), at: z.string() });

const text = z.string().min(1).max(200);

/** Where a page ended: the place is the same in every shard's order. */
const Place = z.strictObject({ pk: text, sk: text, at: text });

export type BreakListQuery = {
  readonly lenderId: LenderId;
  readonly list: BreakListName;
  readonly limit: number;
  readonly after?: Page["next"] | undefined;
  /** Only what was due by then. */
  readonly dueBy?: Instant;
};

export type BreakPage = {
  readonly records: readonly BreakRecord[];
  readonly next?: Readonly<Record<string, string>>;
};

/**
 * A page of a lender's breaks, merged from the shards: the open ones from the soonest due, the resolved ones from
 * the latest. The index follows the table with a delay: what is shown may have left the list a moment ago.
 */
export async function breakPage(
  reader: Pick<Reader, "page" | "getAll">,
  { lenderId, list, limit, after, dueBy }: BreakListQuery,
): Promise<BreakPage> {
  const place = after && positionIn(after);
  const newestFirst = list !== "OPEN";
  const pages = await Promise.all(
    breakLists(lenderId, list).map((pk) =>
      reader.page({
        pk,
        index: "byList",
        limit,
        newestFirst,
        ...(place && { after: { ...place, list: pk } }),
        ...(dueBy && { upTo: dueBy }),
      }),
    ),
  );
  const sign = newestFirst ? -1 : 1;
  const inOrder = (a: string, b: string): number => (a < b ? -sign : sign);
  const entries = pages
    .flatMap(({ items }) => items.map((item) => Listed.parse(item)))
    .toSorted((a, b) => inOrder(a.at, b.at));
  const shown = entries.slice(0, limit);
  const items = await reader.getAll(shown.map(({ pk, sk }) => ({ pk, sk })));
  const records = items
    .map((item) => BreakRecord.parse(item))
    .toSorted((a, b) => inOrder(placeOf(a).at, placeOf(b).at));
  const last = shown.at(-1);
  const isMore = entries.length > limit || pages.some(({ next }) => next !== undefined);
  return { records, ...(isMore && last !== undefined && { next: last }) };
}

/** @throws Refused `invalid-cursor` */
function positionIn(after: NonNullable<Page["next"]>): z.infer<typeof Place> {
  const place = Place.safeParse(after);
  if (place.success) return place.data;
  throw new Refused({ code: "invalid-cursor", detail: "Use a nextCursor of this very list, unchanged." });
}
