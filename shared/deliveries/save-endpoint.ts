import { primaryEndpointIdOf, type EndpointId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { CreateOne, UpdateOne } from "../platform/dynamo.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import { ENDPOINT_COUNT_MAX, rotated, targetOf, type Endpoint } from "./endpoint.ts";
import type { EndpointStore } from "./endpoint-store.ts";
import { endpointView } from "./endpoint-view.ts";
import type { EndpointBody, EndpointView, EndpointWithSecret, RotationRequest } from "./endpoint-wire.ts";
import { mustBePublic } from "./endpoint-url.ts";
import { targetNamed, targetsOf, type ReadEndpointsDeps } from "./read-endpoints.ts";
import { isLenderId, recipientOf, type EndpointRef, type RecipientId } from "./recipient.ts";

export type SaveEndpointDeps = ReadEndpointsDeps & {
  readonly endpoints: Pick<EndpointStore, "list" | "find" | "item" | "changed">;
  readonly create: CreateOne;
  readonly update: UpdateOne;
  readonly newEndpointId: () => EndpointId;
  readonly newSecret: () => string;
  readonly stage: string;
};

/**
 * An endpoint of a lender, or a further one of an agency: events from now on go there as well. Its secret is shown this once.
 * @throws Refused `not-found`, `invalid-request`, `endpoint-limit-reached`
 */
export const createEndpoint =
  (deps: SaveEndpointDeps) =>
  async (recipientId: RecipientId, body: EndpointBody): Promise<EndpointWithSecret> => {
    const before = await targetsOf(deps, recipientId);
    mustBePublic(body.url, { at: "/url", stage: deps.stage });
    if (before.filter(({ isPrimary }) => !isPrimary).length >= ENDPOINT_COUNT_MAX)
      throw new Refused({
        code: "endpoint-limit-reached",
        detail: isLenderId(recipientId)
          ? `A lender has at most ${ENDPOINT_COUNT_MAX} endpoints.`
          : `An agency has at most ${ENDPOINT_COUNT_MAX} further endpoints.`,
      });
    const [now, secret] = [deps.clock.now(), deps.newSecret()];
    const endpoint: Endpoint = {
      ...body,
      ...recipientOf(recipientId),
      endpointId: deps.newEndpointId(),
      secrets: [{ secret, createdAt: now }],
      createdAt: now,
      revision: 1,
    };
    await deps.create(deps.endpoints.item(endpoint));
    return { ...(await shown(deps, endpoint)), secret };
  };

/** @throws Refused `not-found`, `invalid-request`, `endpoint-is-primary` */
export const changeEndpoint =
  (deps: SaveEndpointDeps) =>
  async (ref: EndpointRef, body: EndpointBody): Promise<EndpointView> => {
    mustBePublic(body.url, { at: "/url", stage: deps.stage });
    return shown(deps, await changed(deps, ref, (endpoint) => ({ ...endpoint, ...body })));
  };

/**
 * A new secret, shown this once; the former ones go on signing beside it for the overlap.
 * @throws Refused `not-found`, `endpoint-is-primary`
 */
export const rotateSecret =
  (deps: SaveEndpointDeps) =>
  async (ref: EndpointRef, { overlapHours }: RotationRequest): Promise<EndpointWithSecret> => {
    const [now, secret] = [deps.clock.now(), deps.newSecret()];
    const endpoint = await changed(deps, ref, (before) => rotated(before, secret, { now, overlapHours }));
    return { ...(await shown(deps, endpoint)), secret };
  };

/** Changes an endpoint as it stands; whoever was faster is not overwritten but built upon. */
async function changed(
  deps: SaveEndpointDeps,
  ref: EndpointRef,
  change: (before: Endpoint) => Endpoint,
): Promise<Endpoint> {
  if ("agencyId" in ref && ref.endpointId === primaryEndpointIdOf(ref.agencyId)) {
    await targetNamed(deps, ref);
    throw new Refused({
      code: "endpoint-is-primary",
      detail: "The primary endpoint changes with the agency's record.",
    });
  }
  return attempts(async () => {
    const before = await deps.endpoints.find(ref);
    if (before === undefined)
      throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
    const after = change(before);
    return (await deps.update(deps.endpoints.changed(after))) ? after : again;
  }, onConflict);
}

const shown = async (deps: SaveEndpointDeps, endpoint: Endpoint): Promise<EndpointView> =>
  endpointView(targetOf(endpoint), await deps.breakers.fresh(endpoint), deps.clock.now());
