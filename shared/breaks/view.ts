import type { Instant } from "../kernel/time.ts";
import { ageOf, isOverdue } from "./clock.ts";
import type { BreakEvidence, BreakRecord } from "./model.ts";
import { BreakDetail, BreakView } from "./wire.ts";

const shown = (record: BreakRecord, now: Instant) => ({
  ...record,
  age: ageOf(record, now),
  overdue: isOverdue(record, now),
});

/** What is not named in a view is not shown. */
export const breakView = (record: BreakRecord, now: Instant): BreakView =>
  BreakView.parse(shown(record, now));

export const breakDetail = (record: BreakRecord, evidence: BreakEvidence, now: Instant): BreakDetail =>
  BreakDetail.parse({ ...shown(record, now), evidence });
