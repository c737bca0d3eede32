import type { AgencyId } from "../kernel/ids.ts";
import { remembering } from "../platform/cache.ts";
import type { Reader } from "../platform/dynamo.ts";
import { Agency } from "./model.ts";

const agencyKey = (agencyId: string) => ({ pk: `AGENCY#${agencyId}`, sk: "AGENCY" });

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
    item: (agency: Agency) => ({ ...agencyKey(agency.agencyId), ...agency }),
  };
};

export type AgencyStore = ReturnType<typeof agencyStore>;
