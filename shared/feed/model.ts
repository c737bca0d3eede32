import * as z from "zod";
import { AccountId, AgencyId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { EventMessage } from "../outbox/message.ts";

/** What the feed's queue carries: an account that has something new for an agency. */
export const FeedMessage = EventMessage.extend({ accountId: AccountId, agencyId: AgencyId });

/** One place of an agency's feed: which event stands there. Positions count from 1 without a gap, for ever. */
export const FeedEntry = z.object({
  position: z.int(),
  accountId: AccountId,
  sequence: z.int(),
  eventId: z.string(),
  type: z.string(),
  placementId: z.string(),
  appendedAt: Instant,
});
export type FeedEntry = z.infer<typeof FeedEntry>;

/** Up to where an account's history was looked through for an agency. */
export const FeedMark = z.object({ accountId: AccountId, sequence: z.int() });
export type FeedMark = z.infer<typeof FeedMark>;

/** An event of a history as the feed looks at it. */
export const FeedableEvent = z.object({
  eventId: z.string(),
  accountId: AccountId,
  sequence: z.int(),
  type: z.string(),
  routes: z.string().exactOptional(),
  data: z.looseObject({ agencyId: z.string().exactOptional(), placementId: z.string().exactOptional() }),
});
export type FeedableEvent = z.infer<typeof FeedableEvent>;

/** Where an agency said that it has everything up to. */
export const ConfirmedCursor = z.object({ position: z.int(), confirmedAt: Instant });
export type ConfirmedCursor = z.infer<typeof ConfirmedCursor>;

/** The events of a history that are for an agency, as they will stand after `position`. */
export const entriesAfter = (
  position: number,
  events: readonly FeedableEvent[],
  { agencyId, now }: { readonly agencyId: AgencyId; readonly now: Instant },
): readonly FeedEntry[] =>
  events
    .filter(({ routes, data }) => routes === "deliveries" && data.agencyId === agencyId)
    .map(({ accountId, sequence, eventId, type, data }, index) => ({
      position: position + 1 + index,
      accountId,
      sequence,
      eventId,
      type,
      placementId: data.placementId ?? "",
      appendedAt: now,
    }));

/**
 * The entries that follow a position without a gap. A query may see a part of what one transaction wrote; what
 * stands behind a gap is shown when the gap is filled, so that whoever saw a position saw all before it.
 */
export const withoutGap = (after: number, entries: readonly FeedEntry[]): readonly FeedEntry[] => {
  const gap = entries.findIndex(({ position }, index) => position !== after + 1 + index);
  return gap === -1 ? entries : entries.slice(0, gap);
};
