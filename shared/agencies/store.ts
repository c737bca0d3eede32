import type { AgencyId } from "../kernel/ids.ts";
import { remembering } from "../platform/cache.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing } from "../platform/listing.ts";
import { Agency } from "./model.ts";

const agencyKey = (agencyId: string) => ({ pk: `AGENCY#${agencyId}`, sk: "AGENCY" });

const LIST = "AGENCIES";
/** More agencies than anybody has contracts with. */
const PAGE_LIMIT = 100;
const PAGE_COUNT_MAX = 100;

/** How long a running function may work with an agency's former secrets, licences and endpoint. */
const CACHE_MS = 10_000;

export const agencyStore = (reader: Reader, nowMs: () => number = Date.now) => {
  const current = async (agencyId: AgencyId): Promise<Agency | undefined> => {
    const item = await reader.get(agencyKey(agencyId));
    return item === undefined ? undefined : Agency.parse(item);
  };
  const find = remembering<AgencyId, Agency>(current, { ms: CACHE_MS, nowMs });
  const page = async (limit: number, after?: Page["next"]) => {
    const { items, ...rest } = await listing(reader)({ list: LIST, limit, after });
    return { ...rest, items: items.map((item) => Agency.parse(item)) };
  };
  return {
    find,
    /** As it stands now, for whoever set it up a moment ago. */
    current,
    /** All agencies, by their ids. */
    page,
    findAll: async (ids: readonly AgencyId[]): Promise<readonly Agency[]> => {
      const found = await Promise.all(ids.map(find));
      return found.filter((agency) => agency !== undefined);
    },
    /** Every agency, by id. */
    all: async (): Promise<readonly Agency[]> => {
      const found: Agency[] = [];
      let after: Page["next"];
      for (let count = 0; count < PAGE_COUNT_MAX; count += 1) {
        const { items, next } = await page(PAGE_LIMIT, after);
        found.push(...items);
        if (next === undefined) return found;
        after = next;
      }
      throw new Error(`there are more than ${PAGE_COUNT_MAX * PAGE_LIMIT} agencies`);
    },
    item: (agency: Agency) => ({
      ...agencyKey(agency.agencyId),
      ...agency,
      list: LIST,
      at: agency.agencyId,
    }),
  };
};

export type AgencyStore = ReturnType<typeof agencyStore>;
