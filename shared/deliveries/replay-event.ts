import type { Log } from "../platform/log.ts";
import { bodyOf } from "./body-for.ts";
import { letsThrough } from "./breaker.ts";
import type { BreakerStore } from "./breaker-store.ts";
import type { FindTarget } from "./find-targets.ts";
import type { ReplayOrder } from "./messages.ts";
import type { Attempt } from "./model.ts";
import { postOnce, recordAttempt, type PostEventDeps, type RecordDeps } from "./post-event.ts";
import type { DeliveryStore } from "./store.ts";
import { verdictOf } from "./verdict.ts";

export type ReplayEventDeps = PostEventDeps &
  RecordDeps & {
    readonly breakers: Pick<BreakerStore, "fresh">;
    readonly deliveries: Pick<DeliveryStore, "event" | "attempted" | "attemptItem">;
    readonly findTarget: FindTarget;
    readonly log: Log;
  };

/**
 * Posts one event again because somebody asked for it, under the id that it always has, wherever its lane
 * stands. It is tried once: whoever asked sees how it went and may ask again. An endpoint that was removed since
 * gets nothing.
 */
export const replayEvent =
  (deps: ReplayEventDeps) =>
  async (order: ReplayOrder): Promise<void> => {
    const [target, event, breaker] = await Promise.all([
      deps.findTarget(order),
      deps.deliveries.event(order, order.sequence),
      deps.breakers.fresh(order),
    ]);
    if (event === undefined) throw new Error(`event ${order.sequence} of ${order.accountId} points nowhere`);
    if (target === undefined) {
      deps.log.info("delivery.not-replayed", { eventId: event.eventId, endpointId: order.endpointId });
      return;
    }
    const body = await bodyOf(deps, event);
    const attempt: Attempt = letsThrough(breaker, "")
      ? { ...(await postOnce(deps, target, body)), replay: true }
      : { failure: "endpoint-not-taking", milliseconds: 0, attemptedAt: deps.clock.now(), replay: true };
    const isTaken = verdictOf(attempt) === "TAKEN";
    await recordAttempt(deps, {
      lane: order,
      event,
      eventType: body.eventType,
      attempt,
      ...(isTaken && { becomes: "DELIVERED" }),
    });
    deps.log.info("delivery.replayed", {
      eventId: event.eventId,
      endpointId: order.endpointId,
      taken: isTaken,
    });
  };
