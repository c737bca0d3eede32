import type { UpdateOne } from "../platform/dynamo.ts";
import type { Log } from "../platform/log.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import { react, type Breaker, type BreakerEvent } from "./breaker.ts";
import type { BreakerStore } from "./breaker-store.ts";
import { recipientIdOf, recipientOf, type EndpointRef } from "./recipient.ts";

export type TellBreakerDeps = {
  readonly breakers: Pick<BreakerStore, "fresh" | "saved">;
  readonly update: UpdateOne;
  readonly log: Log;
};

/** Tells an endpoint's breaker what happened. @returns how it stands then; it is written only when it changed */
export const tellBreaker = async (
  deps: TellBreakerDeps,
  ref: EndpointRef,
  event: BreakerEvent,
): Promise<Breaker> =>
  attempts(async () => {
    const before = await deps.breakers.fresh(ref);
    const after = react(before, event);
    if (after === before) return before;
    if (!(await deps.update(deps.breakers.saved(before, after)))) return again;
    report(deps.log, before, after);
    return after;
  }, onConflict);

function report(log: Log, before: Breaker, after: Breaker): void {
  const { endpointId, probes } = after;
  const facts = { ...recipientOf(recipientIdOf(after)), endpointId, probes };
  if (before.state === after.state) return;
  if (after.state === "OPEN") log.warn("breaker.opened", facts);
  if (after.state === "HALF_OPEN") log.info("breaker.probed", facts);
  if (after.state === "CLOSED") log.info("breaker.closed", facts);
  if (after.state === "DISABLED") log.error("endpoint.disabled", facts);
}
