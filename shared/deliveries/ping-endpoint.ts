import type { PostToAgency } from "./agency-client.ts";
import { secretsInForce } from "./endpoint.ts";
import type { PingAnswer } from "./endpoint-wire.ts";
import { targetNamed, type ReadEndpointsDeps } from "./read-endpoints.ts";
import type { EndpointRef } from "./recipient.ts";

export type PingEndpointDeps = Pick<ReadEndpointsDeps, "agencies" | "contracts" | "endpoints" | "clock"> & {
  readonly post: PostToAgency;
  readonly newUlid: () => string;
};

/**
 * Posts a signed `ping` to an endpoint at once and tells how it went. It says nothing about anybody, waits behind
 * nothing, and changes nothing: not even a disabled endpoint is spared the question.
 * @throws Refused `not-found`
 */
export const pingEndpoint =
  (deps: PingEndpointDeps) =>
  async (ref: EndpointRef): Promise<PingAnswer> => {
    const target = await targetNamed(deps, ref);
    const at = deps.clock.now();
    const eventId = `ping_${deps.newUlid()}`;
    const body = { specVersion: "1.0", eventId, eventType: "ping", occurredAt: at, data: {} };
    const { retryAfterSeconds: _hint, ...answer } = await deps.post(
      { url: target.url, secrets: secretsInForce(target, at) },
      { id: eventId, text: JSON.stringify(body), at },
    );
    return { ...answer, attemptedAt: at };
  };
