import type { Item, Update } from "../kernel/change.ts";
import type { AgencyId, EndpointId } from "../kernel/ids.ts";
import { remembering } from "../platform/cache.ts";
import type { Reader } from "../platform/dynamo.ts";
import { Endpoint, ENDPOINT_COUNT_MAX } from "./endpoint.ts";

/** As long as an agency's own record is remembered. */
const CACHE_MS = 10_000;

const agencyPartition = (agencyId: AgencyId): string => `AGENCY#${agencyId}`;

const endpointKey = (agencyId: AgencyId, endpointId: EndpointId) => ({
  pk: agencyPartition(agencyId),
  sk: `ENDPOINT#${endpointId}`,
});

/** The further endpoints of agencies. */
export const endpointStore = (reader: Reader, nowMs: () => number = Date.now) => {
  const list = async (agencyId: AgencyId): Promise<readonly Endpoint[]> => {
    const { items } = await reader.page({
      pk: agencyPartition(agencyId),
      prefix: "ENDPOINT#",
      limit: ENDPOINT_COUNT_MAX,
    });
    return items.map((item) => Endpoint.parse(item));
  };
  const remembered = remembering<AgencyId, readonly Endpoint[]>(list, { ms: CACHE_MS, nowMs });
  return {
    list,
    /** The same as it was some seconds ago, for workers. */
    recent: async (agencyId: AgencyId): Promise<readonly Endpoint[]> => (await remembered(agencyId)) ?? [],
    find: async (agencyId: AgencyId, endpointId: EndpointId): Promise<Endpoint | undefined> => {
      const item = await reader.get(endpointKey(agencyId, endpointId));
      return item === undefined ? undefined : Endpoint.parse(item);
    },
    item: (endpoint: Endpoint): Item => ({
      ...endpointKey(endpoint.agencyId, endpoint.endpointId),
      ...endpoint,
    }),
    /** Another version of an endpoint, if nobody changed it meanwhile. */
    changed: (endpoint: Endpoint): Update => ({
      kind: "update",
      name: "endpoint",
      key: endpointKey(endpoint.agencyId, endpoint.endpointId),
      set: {
        url: endpoint.url,
        eventTypes: endpoint.eventTypes,
        secrets: endpoint.secrets,
        revision: endpoint.revision + 1,
      },
      when: [{ attribute: "revision", is: "=", value: endpoint.revision }],
    }),
  };
};

export type EndpointStore = ReturnType<typeof endpointStore>;
