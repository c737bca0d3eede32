import { Refused } from "../kernel/problems.ts";
import type { QuarantinedEvent } from "./model.ts";

/**
 * An event that was decided as wished.
 * @throws Refused `not-found`, `invalid-transition` when it was decided otherwise
 */
export function decided(event: QuarantinedEvent | undefined, as: "RELEASED" | "REJECTED"): QuarantinedEvent {
  if (event === undefined)
    throw new Refused({ code: "not-found", detail: "No event of that receipt waits." });
  if (event.state === as) return event;
  throw new Refused({
    code: "invalid-transition",
    detail: `The event is ${event.state}.`,
    extra: { from: event.state, event: as === "RELEASED" ? "release" : "reject", allowed: [] },
  });
}
