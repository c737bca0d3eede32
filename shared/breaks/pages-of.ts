import type { LenderId } from "../kernel/ids.ts";
import type { Page } from "../platform/dynamo.ts";
import type { BreakListName } from "./lists.ts";
import type { BreakRecord } from "./model.ts";
import type { BreakStore } from "./store.ts";

const PAGE_SIZE = 100;
/** Two hundred thousand breaks of a lender. */
const PAGE_COUNT_MAX = 2_000;

/**
 * All of a lender's breaks of a list, page by page.
 * @throws Error where there are more than can be read
 */
export async function* pagesOf(
  breaks: Pick<BreakStore, "page">,
  lenderId: LenderId,
  list: BreakListName,
): AsyncGenerator<readonly BreakRecord[], void, undefined> {
  let after: Page["next"];
  for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
    const { records, next } = await breaks.page({ lenderId, list, limit: PAGE_SIZE, after });
    yield records;
    if (next === undefined) return;
    after = next;
  }
  throw new Error(`${lenderId} has more than ${PAGE_COUNT_MAX * PAGE_SIZE} breaks of a list`);
}
