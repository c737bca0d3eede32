import { primaryEndpointIdOf } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import { targetOf } from "./endpoint.ts";
import type { EndpointStore } from "./endpoint-store.ts";
import { endpointView } from "./endpoint-view.ts";
import type { EndpointView } from "./endpoint-wire.ts";
import type { ReadEndpointsDeps } from "./read-endpoints.ts";
import type { EndpointRef } from "./recipient.ts";
import { tellBreaker, type TellBreakerDeps } from "./tell-breaker.ts";

export type RemoveEndpointDeps = TellBreakerDeps &
  Pick<ReadEndpointsDeps, "clock"> & { readonly endpoints: Pick<EndpointStore, "find" | "removed"> };

/**
 * Takes an endpoint away, and with it what was still on its way there. Its breaker is shut first, so that the clock
 * never asks for one that is gone; a crash in between leaves an endpoint that is disabled and can be removed.
 * @returns it as it was last
 * @throws Refused `not-found`, `endpoint-is-primary`
 */
export const removeEndpoint =
  (deps: RemoveEndpointDeps) =>
  async (ref: EndpointRef): Promise<EndpointView> => {
    if ("agencyId" in ref && ref.endpointId === primaryEndpointIdOf(ref.agencyId))
      throw new Refused({
        code: "endpoint-is-primary",
        detail: "The primary endpoint goes with the agency's record.",
      });
    return attempts(async () => {
      const endpoint = await deps.endpoints.find(ref);
      if (endpoint === undefined)
        throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
      const at = deps.clock.now();
      const breaker = await tellBreaker(deps, endpoint, { kind: "gone", at, reason: "removed" });
      if (!(await deps.update(deps.endpoints.removed(endpoint, at)))) return again;
      return endpointView(targetOf(endpoint), breaker, at);
    }, onConflict);
  };
