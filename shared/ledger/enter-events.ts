import type { Change } from "../kernel/change.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { WriteBeside } from "../platform/write.ts";
import { journalEntryOf, type JournalEntry, type PostedEvent } from "./journal.ts";
import type { JournalStore } from "./journal-store.ts";

export type EnterEventsDeps = {
  readonly journal: Pick<JournalStore, "entered" | "addedUp">;
  readonly writeBeside: WriteBeside;
};

/** A transaction has room for a hundred changes: the entries, and the sums that they add to. */
const CHANGE_COUNT_MAX = 100;

/**
 * Enters events into their books' journals: entries and daily sums in one transaction. An event that was entered
 * before is left out, so that it is counted once whoever brings it again.
 */
export const enterEvents =
  (deps: EnterEventsDeps) =>
  async (events: readonly PostedEvent[]): Promise<void> => {
    for (const [book, ofBook] of Map.groupBy(events, (one) => one.book)) {
      const once = new Map(ofBook.map((event) => [event.eventId, journalEntryOf(event)]));
      for (const chunk of chunksOf(deps, book, [...once.values()])) await enter(deps, book, chunk);
    }
  };

const changesOf = (
  { journal }: EnterEventsDeps,
  book: string,
  entries: readonly JournalEntry[],
): readonly Change[] => [
  ...entries.map((entry) => journal.entered(book, entry)),
  ...journal.addedUp(book, entries),
];

/** As many entries as one transaction takes with all their sums. */
function* chunksOf(
  deps: EnterEventsDeps,
  book: string,
  entries: readonly JournalEntry[],
): Generator<readonly JournalEntry[]> {
  let chunk: JournalEntry[] = [];
  for (const entry of entries) {
    if (chunk.length > 0 && changesOf(deps, book, [...chunk, entry]).length > CHANGE_COUNT_MAX) {
      yield chunk;
      chunk = [];
    }
    chunk.push(entry);
  }
  if (chunk.length > 0) yield chunk;
}

async function enter(deps: EnterEventsDeps, book: string, entries: readonly JournalEntry[]): Promise<void> {
  let open = entries;
  await attempts(async () => {
    if (open.length === 0) return true;
    const outcome = await deps.writeBeside(changesOf(deps, book, open));
    if (outcome.ok) return true;
    const entered = new Set(outcome.error.map(({ name }) => name));
    open = open.filter(({ eventId }) => !entered.has(eventId));
    return again;
  }, onConflict);
}
