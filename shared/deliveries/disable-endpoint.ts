import type { EndpointView } from "./endpoint-wire.ts";
import { endpointView } from "./endpoint-view.ts";
import { targetNamed, type ReadEndpointsDeps } from "./read-endpoints.ts";
import type { EndpointRef } from "./recipient.ts";
import { tellBreaker, type TellBreakerDeps } from "./tell-breaker.ts";

/**
 * Nothing is posted to the endpoint until it is enabled; what is for it waits, in order.
 * @throws Refused `not-found`
 */
export const disableEndpoint =
  (deps: ReadEndpointsDeps & TellBreakerDeps) =>
  async (ref: EndpointRef): Promise<EndpointView> => {
    const target = await targetNamed(deps, ref);
    const at = deps.clock.now();
    const breaker = await tellBreaker(deps, target, { kind: "gone", at, reason: "disabled by hand" });
    return endpointView(target, breaker, at);
  };
