import type { AgencyStore } from "../agencies/store.ts";
import type { AgencyId, EndpointId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import type { BreakerStore } from "./breaker-store.ts";
import { primaryOf, targetOf, type Target } from "./endpoint.ts";
import type { EndpointStore } from "./endpoint-store.ts";
import { endpointView } from "./endpoint-view.ts";
import type { EndpointView } from "./endpoint-wire.ts";

export type ReadEndpointsDeps = {
  readonly agencies: Pick<AgencyStore, "find">;
  readonly breakers: Pick<BreakerStore, "fresh">;
  readonly endpoints: Pick<EndpointStore, "list">;
  readonly clock: Clock;
};

/** @throws Refused `not-found` */
export const targetsOf = async (
  deps: Pick<ReadEndpointsDeps, "agencies" | "endpoints">,
  agencyId: AgencyId,
): Promise<readonly Target[]> => {
  const [agency, further] = await Promise.all([deps.agencies.find(agencyId), deps.endpoints.list(agencyId)]);
  if (agency === undefined) throw nothing();
  const primary = primaryOf(agency);
  return [...(primary ? [primary] : []), ...further.map(targetOf)];
};

/** @throws Refused `not-found` */
export async function targetNamed(
  deps: Pick<ReadEndpointsDeps, "agencies" | "endpoints">,
  agencyId: AgencyId,
  endpointId: EndpointId,
): Promise<Target> {
  const found = (await targetsOf(deps, agencyId)).find((target) => target.endpointId === endpointId);
  if (found === undefined) throw nothing();
  return found;
}

/** The endpoints of an agency as people see them, its primary one first. @throws Refused `not-found` */
export const listEndpoints =
  (deps: ReadEndpointsDeps) =>
  async (agencyId: AgencyId): Promise<readonly EndpointView[]> =>
    Promise.all((await targetsOf(deps, agencyId)).map((target) => viewOf(deps, target)));

/** @throws Refused `not-found` */
export const readEndpoint =
  (deps: ReadEndpointsDeps) =>
  async (agencyId: AgencyId, endpointId: EndpointId): Promise<EndpointView> =>
    viewOf(deps, await targetNamed(deps, agencyId, endpointId));

const viewOf = async (deps: ReadEndpointsDeps, target: Target): Promise<EndpointView> =>
  endpointView(target, await deps.breakers.fresh(target), deps.clock.now());

const nothing = (): Refused =>
  new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
