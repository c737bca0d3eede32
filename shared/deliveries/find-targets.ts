import type { AgencyStore } from "../agencies/store.ts";
import { primaryOf, targetOf, type Target } from "./endpoint.ts";
import type { EndpointStore } from "./endpoint-store.ts";
import { isLenderId, recipientIdOf, type EndpointRef, type RecipientId } from "./recipient.ts";

export type FindTargetsDeps = {
  readonly agencies: Pick<AgencyStore, "find">;
  readonly endpoints: Pick<EndpointStore, "recent" | "find">;
};

/** Every endpoint that events of a recipient go to, an agency's primary one first; all of it as of some seconds ago. */
export const findTargets =
  (deps: FindTargetsDeps) =>
  async (recipientId: RecipientId): Promise<readonly Target[]> => {
    const [agency, further] = await Promise.all([
      isLenderId(recipientId) ? undefined : deps.agencies.find(recipientId),
      deps.endpoints.recent(recipientId),
    ]);
    const primary = agency && primaryOf(agency);
    return [...(primary ? [primary] : []), ...further.map(targetOf)];
  };

export type FindTargets = ReturnType<typeof findTargets>;

/** One endpoint; one that was not there some seconds ago is read, for an event may follow its making at once. */
export const findTarget = (deps: FindTargetsDeps) => {
  const find = findTargets(deps);
  return async (ref: EndpointRef): Promise<Target | undefined> => {
    const targets = await find(recipientIdOf(ref));
    const known = targets.find(({ endpointId }) => endpointId === ref.endpointId);
    if (known !== undefined) return known;
    const made = await deps.endpoints.find(ref);
    return made && targetOf(made);
  };
};

export type FindTarget = ReturnType<typeof findTarget>;
