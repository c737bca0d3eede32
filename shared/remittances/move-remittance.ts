import type { Actor, EventDraft } from "../kernel/event.ts";
import type { Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { Instant } from "../kernel/time.ts";
import { next } from "../kernel/transitions.ts";
import { RemittanceState, remittanceTransitions, type Remittance, type RemittanceEvent } from "./model.ts";

/** A step of a remittance's life, who takes it, and what else is to be said of it. */
export type RemittanceStep = {
  readonly event: Exclude<RemittanceEvent, "advise">;
  readonly actor: Actor;
  readonly at: Instant;
  readonly data?: EventDraft["data"];
  readonly postings?: EventDraft["postings"];
};

const Shown = RemittanceState.exclude(["LOADING"]);

/** How each step is recorded. */
const eventTypes = {
  match: "remittance.matching",
  unmatch: "remittance.unmatched",
  agree: "remittance.matched",
  break: "remittance.broken",
  fund: "remittance.funded",
  settle: "remittance.settled",
  lock: "remittance.locked",
} as const satisfies Record<RemittanceStep["event"], string>;

/** @returns refusal `invalid-transition` */
export function moveRemittance(
  remittance: Remittance,
  { event, actor, at, data = {}, postings }: RemittanceStep,
): Result<{ readonly remittance: Remittance; readonly event: EventDraft }, Refusal> {
  const state = next<RemittanceState, typeof remittanceTransitions>(
    remittanceTransitions,
    remittance.state,
    event,
  );
  if (!state.ok) return state;
  return ok({
    remittance: { ...withFunding(remittance, event, at), state: Shown.parse(state.value) },
    event: {
      type: eventTypes[event],
      actor,
      effectiveAt: at,
      receivedAt: at,
      data: { remittanceRef: remittance.remittanceRef, ...data },
      ...(postings && { postings }),
    },
  });
}

/** What was taken back is not found any more. */
function withFunding(remittance: Remittance, event: RemittanceStep["event"], at: Instant): Remittance {
  if (event === "fund") return { ...remittance, fundedAt: at };
  if (event !== "unmatch") return remittance;
  const { fundedAt: _gone, ...found } = remittance;
  return found;
}
