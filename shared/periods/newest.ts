import type { Instant } from "../kernel/time.ts";
import type { Page } from "../platform/dynamo.ts";

type Asked = { readonly requestedAt: Instant };

type Pages<T> = (
  after: Page["next"],
) => Promise<{ readonly items: readonly T[]; readonly next?: Page["next"] }>;

/**
 * The newest that is as wished of a list whose newest come first, however many others were asked for since: the list
 * is read back to the moment before which none can be.
 */
export async function newest<T extends Asked>(
  page: Pages<T>,
  { since, isMeant }: { readonly since: Instant; readonly isMeant: (one: T) => boolean },
): Promise<T | undefined> {
  let after: Page["next"];
  do {
    const { items, next } = await page(after);
    const found = items.find((one) => one.requestedAt >= since && isMeant(one));
    const last = items.at(-1);
    if (found !== undefined || (last !== undefined && last.requestedAt < since)) return found;
    after = next;
  } while (after !== undefined);
  return undefined;
}
