import type { Item, Update } from "../kernel/change.ts";
import { epochSeconds, type Instant } from "../kernel/time.ts";
import { remembering } from "../platform/cache.ts";
import type { Reader } from "../platform/dynamo.ts";
import { Endpoint, ENDPOINT_COUNT_MAX } from "./endpoint.ts";
import { endpointsPartitionOf, recipientIdOf, type EndpointRef, type RecipientId } from "./recipient.ts";

/** Removed ones stay for a day or two, until the table takes what expired. */
const REMOVED_COUNT_MAX = 90;

const isThere = ({ removedAt }: Endpoint): boolean => removedAt === undefined;

/** As long as an agency's own record is remembered. */
const CACHE_MS = 10_000;

const endpointKey = (ref: EndpointRef) => ({
  pk: endpointsPartitionOf(recipientIdOf(ref)),
  sk: `ENDPOINT#${ref.endpointId}`,
});

/** The further endpoints of agencies, and all of lenders'. */
export const endpointStore = (reader: Reader, nowMs: () => number = Date.now) => {
  const list = async (recipientId: RecipientId): Promise<readonly Endpoint[]> => {
    const { items } = await reader.page({
      pk: endpointsPartitionOf(recipientId),
      prefix: "ENDPOINT#",
      limit: ENDPOINT_COUNT_MAX + REMOVED_COUNT_MAX,
    });
    return items.map((item) => Endpoint.parse(item)).filter(isThere);
  };
  const remembered = remembering<RecipientId, readonly Endpoint[]>(list, { ms: CACHE_MS, nowMs });
  return {
    list,
    /** The same as it was some seconds ago, for workers. */
    recent: async (recipientId: RecipientId): Promise<readonly Endpoint[]> =>
      (await remembered(recipientId)) ?? [],
    find: async (ref: EndpointRef): Promise<Endpoint | undefined> => {
      const item = await reader.get(endpointKey(ref));
      const endpoint = item === undefined ? undefined : Endpoint.parse(item);
      return endpoint !== undefined && isThere(endpoint) ? endpoint : undefined;
    },
    /** That an endpoint is there no more, if nobody changed it meanwhile. */
    removed: (endpoint: Endpoint, removedAt: Instant): Update => ({
      kind: "update",
      name: "endpoint",
      key: endpointKey(endpoint),
      set: { removedAt, expiresAt: epochSeconds(removedAt), revision: endpoint.revision + 1 },
      when: [{ attribute: "revision", is: "=", value: endpoint.revision }],
    }),
    item: (endpoint: Endpoint): Item => ({ ...endpointKey(endpoint), ...endpoint }),
    /** Another version of an endpoint, if nobody changed it meanwhile. */
    changed: (endpoint: Endpoint): Update => ({
      kind: "update",
      name: "endpoint",
      key: endpointKey(endpoint),
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
