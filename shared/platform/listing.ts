import * as z from "zod";
import type { Page, Reader } from "./dynamo.ts";

export type ListQuery = {
  readonly list: string;
  readonly limit: number;
  readonly after?: Page["next"] | undefined;
  readonly newestFirst?: boolean;
  /** Only entries whose place in the list begins with this. */
  readonly prefix?: string;
  /** Only entries whose place in the list is at most this. */
  readonly upTo?: string;
};

const Listed = z.object({ pk: z.string(), sk: z.string() });

const at = ({ pk, sk }: z.infer<typeof Listed>): string => `${pk}\n${sk}`;

/** A page of a work list with its items, in the list's order: the index has keys only. */
export const listing =
  (reader: Pick<Reader, "page" | "getAll">) =>
  async ({ list, limit, after, newestFirst = false, prefix, upTo }: ListQuery): Promise<Page> => {
    const page = await reader.page({
      pk: list,
      index: "byList",
      limit,
      newestFirst,
      ...(prefix !== undefined && { prefix }),
      ...(upTo !== undefined && { upTo }),
      ...(after && { after }),
    });
    const keys = page.items.map((item) => Listed.parse(item));
    const found = await reader.getAll(keys);
    const byKey = new Map(found.map((item) => [at(Listed.parse(item)), item]));
    return { items: keys.flatMap((key) => byKey.get(at(key)) ?? []), ...(page.next && { next: page.next }) };
  };
