import { utc } from "../kernel/time.ts";
import { isClearedBy, reversed } from "./entries.ts";
import { isLasting } from "./lasting.ts";
import type { BreakRecord, BreakResolution } from "./model.ts";
import type { Look } from "./observed.ts";
import { breakEvent, nextEventIdOf, type BreakStep } from "./step.ts";

type Resolved = BreakRecord & { readonly resolution: BreakResolution };

/**
 * A resolution that took what is at odds off an agency's account. It stands against what runs find, and is right as
 * long as they find it.
 */
export const isGivenUp = (record: BreakRecord): record is Resolved =>
  record.source === "RUN" &&
  !isLasting(record.code) &&
  isClearedBy(record.code) &&
  (record.resolution?.postings ?? []).length > 0;

/**
 * What was given up and is at odds no more, for it was corrected, taken back, or advised after all: what the
 * resolution posted would be on the agency's account for ever, and is taken back.
 */
export function regained(before: BreakRecord, look: Look): BreakStep | undefined {
  const at = utc(look.at);
  if (!isGivenUp(before) || at <= before.lastSeenAt || at <= before.resolution.resolvedAt) return undefined;
  const resolution: BreakResolution = {
    method: "MATCH",
    explanation: "Its cause is gone: what the resolution posted is taken back.",
    postings: [],
    ledgerEventId: nextEventIdOf(before),
    resolvedBy: look.actor,
    resolvedAt: at,
  };
  const after: BreakRecord = { ...before, resolution };
  const { method, explanation } = resolution;
  const { amount, currency } = before;
  const data = { method, explanation, amount: { amount, currency }, was: before.resolution.method };
  const postings = reversed(before.resolution.postings);
  return { after, event: breakEvent(look, after, { type: "break.resolved", data, postings }) };
}
