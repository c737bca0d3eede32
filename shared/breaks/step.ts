import type { Actor, EventDraft } from "../kernel/event.ts";
import { eventIdOf } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import type { Result } from "../kernel/result.ts";
import type { Instant } from "../kernel/time.ts";
import { allowedEvents } from "../kernel/transitions.ts";
import { breakTransitions, type BreakComment, type BreakEvidence, type BreakRecord } from "./model.ts";

/** Who decides, and when. */
export type By = { readonly actor: Actor; readonly now: Instant };

/** What a decision does to a break, as facts. */
export type BreakStep = {
  readonly after: BreakRecord;
  readonly event: EventDraft;
  readonly evidence?: BreakEvidence;
  readonly comment?: BreakComment;
};

export const breakEvent = (
  { actor, now }: By,
  { code, agencyId }: BreakRecord,
  { type, data = {}, postings }: Pick<EventDraft, "type" | "postings"> & Partial<Pick<EventDraft, "data">>,
): EventDraft => ({
  type,
  actor,
  effectiveAt: now,
  receivedAt: now,
  data: { code, ...(agencyId !== undefined && { agencyId }), ...data },
  ...(postings !== undefined && postings.length > 0 && { postings }),
});

/** What is made with the next event of a break is named after it. */
export const nextEventIdOf = ({ breakId, sequence }: BreakRecord): string => eventIdOf(breakId, sequence + 1);

export const notPossible = ({ state }: BreakRecord, event: string, detail: string): Result<never, Refusal> =>
  refuse({
    code: "invalid-transition",
    detail,
    extra: { from: state, event, allowed: allowedEvents(breakTransitions, state) },
  });
