import type { AgencyId } from "../kernel/ids.ts";
import type { Reader } from "../platform/dynamo.ts";
import { Agency } from "./model.ts";

const agencyKey = (agencyId: string) => ({ pk: `AGENCY#${agencyId}`, sk: "AGENCY" });

/** How long a running function may work with an agency's former secrets, licences and endpoint. */
const CACHE_MS = 10_000;

export const agencyStore = (reader: Reader, nowMs: () => number = Date.now) => {
  const cache = new Map<string, { readonly agency: Agency | undefined; readonly until: number }>();
  const find = async (agencyId: AgencyId): Promise<Agency | undefined> => {
    const cached = cache.get(agencyId);
    if (cached !== undefined && cached.until > nowMs()) return cached.agency;
    const item = await reader.get(agencyKey(agencyId));
    const agency = item === undefined ? undefined : Agency.parse(item);
    if (agency !== undefined) cache.set(agencyId, { agency, until: nowMs() + CACHE_MS });
    return agency;
  };
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
