import type { LocalDate } from "../kernel/time.ts";
import { canonical } from "../platform/canonical.ts";
import { isBalanced } from "./balance.ts";
import type { DriftView } from "./drift-wire.ts";
import { journalEntryOf, type JournalEntry, type PostedEvent, type Turnovers } from "./journal.ts";

/** The daily sums of a day against its entries. */
export function rollupDrift(
  date: LocalDate,
  rolledUp: Turnovers,
  recomputed: Turnovers,
): readonly DriftView[] {
  const names = [...new Set([...rolledUp.keys(), ...recomputed.keys()])].toSorted();
  return names.flatMap((subject): readonly DriftView[] => {
    const [stored, is] = [textOf(rolledUp, subject), textOf(recomputed, subject)];
    if (stored === is) return [];
    return [
      {
        code: "ROLLUP_DIFFERS",
        date,
        subject,
        detail: `the daily sum is ${stored}, the entries come to ${is}`,
      },
    ];
  });
}

function textOf(of: Turnovers, account: string): string {
  const { debit = 0, credit = 0 } = of.get(account) ?? {};
  return `debit ${debit}, credit ${credit}`;
}

/** An entry against the event that it is a copy of. @returns nothing when they say the same */
export function entryDrift(
  date: LocalDate,
  entry: JournalEntry,
  event: PostedEvent | undefined,
): readonly DriftView[] {
  const at = { date, subject: entry.eventId };
  if (!isBalanced(entry.postings))
    return [{ ...at, code: "ENTRY_UNBALANCED", detail: "the entry's postings do not sum to zero" }];
  if (event === undefined)
    return [{ ...at, code: "EVENT_MISSING", detail: `${entry.accountId} has no such event that posts` }];
  const { enteredAt: _entered, ...copied } = entry;
  return canonical(copied) === canonical(journalEntryOf(event))
    ? []
    : [{ ...at, code: "ENTRY_DIFFERS", detail: "the entry says something else than its event" }];
}

/** An event that is old enough to be in the journal and is not. */
export const missingDrift = (date: LocalDate, { eventId }: Pick<PostedEvent, "eventId">): DriftView => ({
  code: "NOT_IN_JOURNAL",
  date,
  subject: eventId,
  detail: "the journal has no entry of the event",
});
