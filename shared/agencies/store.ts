import * as z from "zod";
import type { AgencyId } from "../kernel/ids.ts";
import { remembering } from "../platform/cache.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { Agency } from "./model.ts";

const agencyKey = (agencyId: string) => ({ pk: `AGENCY#${agencyId}`, sk: "AGENCY" });

const LIST = "AGENCIES";
const PAGE_LIMIT = 100;
const PAGE_COUNT_MAX = 100;

const ListedKey = z.object({ pk: z.string(), sk: z.string() });

/** How long a running function may work with an agency's former secrets, licences and endpoint. */
const CACHE_MS = 10_000;

export const agencyStore = (reader: Reader, nowMs: () => number = Date.now) => {
  const find = remembering<AgencyId, Agency>(
    async (agencyId) => {
      const item = await reader.get(agencyKey(agencyId));
      return item === undefined ? undefined : Agency.parse(item);
    },
    { ms: CACHE_MS, nowMs },
  );
  return {
    find,
    findAll: async (ids: readonly AgencyId[]): Promise<readonly Agency[]> => {
      const found = await Promise.all(ids.map(find));
      return found.filter((agency) => agency !== undefined);
    },
    /** Every agency, by id. */
    all: async (): Promise<readonly Agency[]> => {
      const found: unknown[] = [];
      let after: Page["next"];
      for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
        const { items, next } = await reader.page({
          pk: LIST,
          index: "byList",
          limit: PAGE_LIMIT,
          ...(after && { after }),
        });
        found.push(...(await reader.getAll(items.map((item) => ListedKey.parse(item)))));
        if (next === undefined) return found.map((item) => Agency.parse(item));
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
