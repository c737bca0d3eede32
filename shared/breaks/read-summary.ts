import type { LenderId } from "../kernel/ids.ts";
import type { Clock } from "../kernel/time.ts";
import type { Page } from "../platform/dynamo.ts";
import { isOpenBreak, type BreakRecord } from "./model.ts";
import type { BreakStore } from "./store.ts";
import { summarise } from "./summarise.ts";
import type { BreakSummaryView } from "./wire.ts";

export type ReadSummaryDeps = { readonly breaks: Pick<BreakStore, "page">; readonly clock: Clock };

const PAGE_SIZE = 200;
/** As many pages as an answer can wait for: what is due later is not counted then, and the answer says so. */
const PAGE_COUNT_MAX = 50;

/** A lender's open breaks in figures, from the list of those that are open. */
export const readSummary =
  ({ breaks, clock }: ReadSummaryDeps) =>
  async (lenderId: LenderId): Promise<BreakSummaryView> => {
    const records: BreakRecord[] = [];
    let after: Page["next"];
    for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
      const found = await breaks.page({ lenderId, list: "OPEN", limit: PAGE_SIZE, after });
      records.push(...found.records.filter(isOpenBreak));
      after = found.next;
      if (after === undefined) break;
    }
    return summarise({ lenderId, records, complete: after === undefined }, clock.now());
  };

export type ReadSummary = ReturnType<typeof readSummary>;
