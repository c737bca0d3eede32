import * as z from "zod";
import { DialectBody, Unknown } from "./wire.ts";

/** Past events that one trial looks at. */
export const PAST_COUNT_MAX = 200;
const SAMPLE_COUNT_MAX = 100;

/** `POST /v1/agencies/{agencyId}/dialect-trials`: which words to try, and on what. */
export const TrialRequest = z.strictObject({
  /** The dialect in force, when left out. */
  draft: DialectBody.exactOptional(),
  /** Bodies as the agency sends them; what it sent last, when left out. */
  samples: z.array(z.unknown()).min(1).max(SAMPLE_COUNT_MAX).exactOptional(),
});
export type TrialRequest = z.infer<typeof TrialRequest>;

/** How an event is read: the callback that it is, or why it is none. */
export const TrialReading = z.object({
  outcome: z.enum(["UNDERSTOOD", "UNKNOWN", "MALFORMED"]),
  callback: z.record(z.string(), z.unknown()).exactOptional(),
  unknown: Unknown.exactOptional(),
  unknownFields: z.array(z.string()),
});
export type TrialReading = z.infer<typeof TrialReading>;

export const TrialResult = z.object({
  index: z.int(),
  receiptId: z.string().exactOptional(),
  receivedAt: z.string().exactOptional(),
  now: TrialReading,
  draft: TrialReading,
  differs: z.boolean(),
});
export type TrialResult = z.infer<typeof TrialResult>;

export const TrialTotals = z.object({
  events: z.int(),
  differ: z.int(),
  understoodNow: z.int(),
  understoodByDraft: z.int(),
});

export const TrialView = z.object({
  items: z.array(TrialResult),
  totals: TrialTotals,
  /** Whether there were past events beyond what one answer holds. */
  more: z.boolean(),
});
export type TrialView = z.infer<typeof TrialView>;
