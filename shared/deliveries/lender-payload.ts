import type { LenderEvent } from "./lane-event.ts";

/** What a lender is posted of an event. */
export type LenderPosted = {
  readonly specVersion: "1.0";
  readonly eventId: string;
  readonly eventType: string;
  readonly accountId: string;
  readonly occurredAt: string;
  readonly data: LenderEvent["view"];
};

/** The lender's view of an event, from nothing but the event: the same as its list of events shows. */
export const lenderPayload = ({
  eventId,
  type,
  accountId,
  effectiveAt,
  view,
}: LenderEvent): LenderPosted => ({
  specVersion: "1.0",
  eventId,
  eventType: type,
  accountId,
  occurredAt: effectiveAt,
  data: view,
});
