import type { AgencyStore } from "../agencies/store.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { primaryOf, targetOf, type Target } from "./endpoint.ts";
import type { EndpointStore } from "./endpoint-store.ts";
import type { EndpointRef } from "./model.ts";

export type FindTargetsDeps = {
  readonly agencies: Pick<AgencyStore, "find">;
  readonly endpoints: Pick<EndpointStore, "recent">;
};

/** Every endpoint that events of an agency go to, its primary one first; all of it as of some seconds ago. */
export const findTargets =
  (deps: FindTargetsDeps) =>
  async (agencyId: AgencyId): Promise<readonly Target[]> => {
    const [agency, further] = await Promise.all([
      deps.agencies.find(agencyId),
      deps.endpoints.recent(agencyId),
    ]);
    const primary = agency && primaryOf(agency);
    return [...(primary ? [primary] : []), ...further.map(targetOf)];
  };

export type FindTargets = ReturnType<typeof findTargets>;

export const findTarget = (deps: FindTargetsDeps) => {
  const find = findTargets(deps);
  return async ({ agencyId, endpointId }: EndpointRef): Promise<Target | undefined> =>
    (await find(agencyId)).find((target) => target.endpointId === endpointId);
};

export type FindTarget = ReturnType<typeof findTarget>;
