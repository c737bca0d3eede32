import type { AgencyStore } from "../agencies/store.ts";
import type { ContractStore } from "../contracts/store.ts";
import { Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import type { BreakerStore } from "./breaker-store.ts";
import { primaryOf, targetOf, type Target } from "./endpoint.ts";
import type { EndpointStore } from "./endpoint-store.ts";
import { endpointView } from "./endpoint-view.ts";
import type { EndpointView } from "./endpoint-wire.ts";
import { isLenderId, recipientIdOf, type EndpointRef, type RecipientId } from "./recipient.ts";

export type ReadEndpointsDeps = {
  readonly agencies: Pick<AgencyStore, "find">;
  readonly contracts: Pick<ContractStore, "portfolio">;
  readonly breakers: Pick<BreakerStore, "fresh">;
  readonly endpoints: Pick<EndpointStore, "list">;
  readonly clock: Clock;
};

type TargetsDeps = Pick<ReadEndpointsDeps, "agencies" | "contracts" | "endpoints">;

/** @throws Refused `not-found` */
export async function targetsOf(deps: TargetsDeps, id: RecipientId): Promise<readonly Target[]> {
  const [primary, further] = await Promise.all([primaryTarget(deps, id), deps.endpoints.list(id)]);
  return [...(primary ? [primary] : []), ...further.map(targetOf)];
}

/** The endpoint in an agency's record, if there is one; a lender's has none. @throws Refused `not-found` */
async function primaryTarget(deps: TargetsDeps, id: RecipientId): Promise<Target | undefined> {
  if (isLenderId(id)) {
    if ((await deps.contracts.portfolio(id)) === undefined) throw nothing();
    return undefined;
  }
  const agency = await deps.agencies.find(id);
  if (agency === undefined) throw nothing();
  return primaryOf(agency);
}

/** @throws Refused `not-found` */
export async function targetNamed(deps: TargetsDeps, ref: EndpointRef): Promise<Target> {
  const targets = await targetsOf(deps, recipientIdOf(ref));
  const found = targets.find(({ endpointId }) => endpointId === ref.endpointId);
  if (found === undefined) throw nothing();
  return found;
}

/** The endpoints of a recipient as people see them, an agency's primary one first. @throws Refused `not-found` */
export const listEndpoints =
  (deps: ReadEndpointsDeps) =>
  async (id: RecipientId): Promise<readonly EndpointView[]> =>
    Promise.all((await targetsOf(deps, id)).map((target) => viewOf(deps, target)));

/** @throws Refused `not-found` */
export const readEndpoint =
  (deps: ReadEndpointsDeps) =>
  async (ref: EndpointRef): Promise<EndpointView> =>
    viewOf(deps, await targetNamed(deps, ref));

const viewOf = async (deps: ReadEndpointsDeps, target: Target): Promise<EndpointView> =>
  endpointView(target, await deps.breakers.fresh(target), deps.clock.now());

const nothing = (): Refused =>
  new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
