import type { AccountId, AgencyId } from "../kernel/ids.ts";
import type { Clock } from "../kernel/time.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { WriteBeside } from "../platform/write.ts";
import { entriesAfter } from "./model.ts";
import type { FeedStore } from "./store.ts";

export type AppendDeps = {
  readonly feeds: Pick<FeedStore, "position" | "marks" | "eventsAfter" | "entry" | "counted" | "marked">;
  readonly writeBeside: WriteBeside;
  readonly clock: Clock;
};

/** A transaction takes a hundred changes: so many entries, a mark per account, and the counter. */
const ENTRY_COUNT_MAX = 80;
const ACCOUNT_COUNT_MAX = 10;

/** More than any history is long: 16,000 events of one account. */
const ROUND_COUNT_MAX = 200;

/**
 * Appends to an agency's feed whatever these accounts' histories hold for it and the feed does not have yet.
 * A message is only a reason to look: what is appended is read from the history behind the account's mark, so
 * that a message that comes late, twice or before an earlier one changes neither order nor content. Counter,
 * marks and entries are one transaction; none of it is there without the rest.
 * @returns how many entries were appended
 * @throws Refused `unavailable` when somebody else kept appending
 */
export const appendToFeed =
  (deps: AppendDeps) =>
  async (agencyId: AgencyId, accountIds: readonly AccountId[]): Promise<number> => {
    let open: readonly AccountId[] = [...new Set(accountIds)];
    let count = 0;
    for (let round = 0; round < ROUND_COUNT_MAX; round += 1) {
      if (open.length === 0) return count;
      const [taken, rest] = [open.slice(0, ACCOUNT_COUNT_MAX), open.slice(ACCOUNT_COUNT_MAX)];
      const appended = await attempts(() => appendOnce(deps, agencyId, taken), onConflict);
      count += appended.count;
      open = [...appended.unfinished, ...rest];
    }
    throw new Error(`the feed of ${agencyId} is further behind than one call can make good`);
  };

async function appendOnce(
  { feeds, writeBeside, clock }: AppendDeps,
  agencyId: AgencyId,
  ids: readonly AccountId[],
) {
  const [position, marks] = await Promise.all([feeds.position(agencyId), feeds.marks(agencyId, ids)]);
  const limit = Math.floor(ENTRY_COUNT_MAX / ids.length);
  const looked = await Promise.all(
    marks.map(async (mark) => ({ mark, events: await feeds.eventsAfter(mark, limit) })),
  );
  const moved = looked.flatMap(({ mark, events }) => {
    const last = events.at(-1);
    return last === undefined ? [] : [feeds.marked(agencyId, mark, last.sequence)];
  });
  const unfinished = looked.filter(({ events }) => events.length === limit).map(({ mark }) => mark.accountId);
  const events = looked.flatMap((one) => one.events);
  const entries = entriesAfter(position, events, { agencyId, now: clock.now() });
  const counted = entries.length === 0 ? [] : [feeds.counted(agencyId, position, position + entries.length)];
  const changes = [...moved, ...counted, ...entries.map((entry) => feeds.entry(agencyId, entry))];
  if (changes.length === 0) return { count: 0, unfinished };
  const outcome = await writeBeside(changes);
  return outcome.ok ? { count: entries.length, unfinished } : again;
}
