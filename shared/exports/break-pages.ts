import type { BreakStore } from "../breaks/store.ts";
import type { BreakListName } from "../breaks/lists.ts";
import type { BreakId } from "../breaks/wire.ts";
import type { LenderId } from "../kernel/ids.ts";
import type { Page } from "../platform/dynamo.ts";
import { breakColumns, breakRow, BreakStepFact, type BreakRow } from "./break-rows.ts";
import type { Export } from "./model.ts";
import { rowsText } from "./row-text.ts";
import type { ExportPage } from "./write-export.ts";

export type BreakPagesDeps = { readonly breaks: Pick<BreakStore, "page" | "events"> };

const PAGE_SIZE = 100;
/** Histories that are read at once. */
const SIDE_BY_SIDE = 20;
/** A million breaks of a lender. */
const PAGE_COUNT_MAX = 10_000;
const STEP_PAGE_SIZE = 500;
/** A hundred thousand steps of one break. */
const STEP_PAGE_COUNT_MAX = 200;

/** What is opened again, or resolved, while the lists are read is on one of them: the open ones are read twice. */
const lists: readonly BreakListName[] = ["OPEN", "RESOLVED", "OPEN"];

/** Every break of a book that stood at some time of the days, as it was at the end of the last one, by its id. */
export async function* breakPages(
  deps: BreakPagesDeps,
  one: Export,
): AsyncGenerator<ExportPage, void, undefined> {
  if (one.owner === "unassigned") return;
  const ids = new Set<BreakId>();
  for (const list of lists) for (const id of await idsIn(deps, one.owner, { list, one })) ids.add(id);
  const sorted = [...ids].toSorted();
  for (let from = 0; from < sorted.length; from += SIDE_BY_SIDE) {
    const some = sorted.slice(from, from + SIDE_BY_SIDE);
    const rows = (await Promise.all(some.map(async (id) => rowOf(deps, one, id)))).flatMap(
      (row) => row ?? [],
    );
    yield { text: rowsText(one, breakColumns, rows), entries: rows.length, debit: 0, credit: 0 };
  }
}

async function idsIn(
  { breaks }: BreakPagesDeps,
  lenderId: LenderId,
  { list, one }: { readonly list: BreakListName; readonly one: Export },
): Promise<readonly BreakId[]> {
  const found: BreakId[] = [];
  let after: Page["next"];
  for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
    const { records, next } = await breaks.page({ lenderId, list, limit: PAGE_SIZE, after });
    for (const { breakId, currency } of records) if (currency === one.currency) found.push(breakId);
    if (next === undefined) return found;
    after = next;
  }
  throw new Error(`${lenderId} has more than ${PAGE_COUNT_MAX * PAGE_SIZE} breaks`);
}

async function rowOf(
  { breaks }: BreakPagesDeps,
  one: Export,
  breakId: BreakId,
): Promise<BreakRow | undefined> {
  const steps: BreakStepFact[] = [];
  let after: Page["next"];
  for (let page = 0; page < STEP_PAGE_COUNT_MAX; page += 1) {
    const { items, next } = await breaks.events(breakId, STEP_PAGE_SIZE, after);
    steps.push(...items.map((item) => BreakStepFact.parse(item)));
    if (next === undefined) return breakRow(breakId, steps, one);
    after = next;
  }
  throw new Error(`${breakId} has too many steps to be read at once`);
}
