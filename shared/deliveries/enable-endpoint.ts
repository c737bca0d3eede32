import type { EndpointView } from "./endpoint-wire.ts";
import { endpointView } from "./endpoint-view.ts";
import { targetNamed, type ReadEndpointsDeps } from "./read-endpoints.ts";
import type { EndpointRef } from "./recipient.ts";
import { tellBreaker, type TellBreakerDeps } from "./tell-breaker.ts";

/**
 * Posts go to the endpoint again, whether it was disabled or only failing; what is parked is woken by the clock.
 * @throws Refused `not-found`
 */
export const enableEndpoint =
  (deps: ReadEndpointsDeps & TellBreakerDeps) =>
  async (ref: EndpointRef): Promise<EndpointView> => {
    const target = await targetNamed(deps, ref);
    const at = deps.clock.now();
    return endpointView(target, await tellBreaker(deps, target, { kind: "enabled", at }), at);
  };
