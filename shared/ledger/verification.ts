import type { Page } from "../platform/dynamo.ts";
import type { GatewayEvent } from "../kernel/event.ts";
import type { Difference } from "./check-history.ts";
import type { JournalEntry } from "./journal.ts";

/** A page of what was verified. */
export type Verification = {
  readonly checked: number;
  readonly events: number;
  readonly differences: readonly Difference[];
  readonly next?: Page["next"];
};

/** The journal is entered a moment later; what is younger than this may not be there yet. */
export const JOURNAL_LAG_SECONDS = 300;

/** Histories that are read at once. */
export const SIDE_BY_SIDE = 8;

type Posted = Pick<GatewayEvent, "accountId" | "eventId" | "sequence" | "hash" | "postings">;

/** Events against what the journal has of them. @returns the first one that it has not, or has otherwise */
export function journalDifference(
  posted: readonly Posted[],
  entries: ReadonlyMap<string, JournalEntry>,
): Difference | undefined {
  for (const { accountId: subject, eventId, sequence, hash, postings } of posted) {
    const entry = entries.get(eventId);
    if (entry === undefined)
      return { subject, sequence, code: "NOT_IN_JOURNAL", detail: "the journal has no entry of the event" };
    if (entry.hash !== hash || JSON.stringify(entry.postings) !== JSON.stringify(postings))
      return { subject, sequence, code: "JOURNAL_DIFFERS", detail: "the journal's entry says otherwise" };
  }
  return undefined;
}
