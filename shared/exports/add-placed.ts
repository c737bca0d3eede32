import { AccountId, placementIdOf } from "../kernel/ids.ts";
import type { JournalEntry } from "../ledger/journal.ts";
import type { PlacementReads } from "./recovery-deps.ts";
import type { RecoverySums } from "./recovery-sums.ts";

/** As many as the number in a placement's id counts. */
const PLACEMENT_COUNT_MAX = 999;

/** Adds every placement of the accounts whose first entries are among these: the first ones, the second ones, and so on. */
export async function addPlaced(
  { placements }: PlacementReads,
  { entries, sums }: { readonly entries: readonly JournalEntry[]; readonly sums: RecoverySums },
): Promise<void> {
  const received = entries.filter(({ type }) => type === "account.received");
  let accounts: readonly AccountId[] = received.map(({ accountId }) => AccountId.parse(accountId));
  for (let number = 1; number <= PLACEMENT_COUNT_MAX && accounts.length > 0; number += 1) {
    const ids = accounts.map((accountId) => placementIdOf(accountId, number));
    const found = await placements.findAll(ids);
    for (const placement of found) sums.place(placement);
    accounts = found.map(({ accountId }) => accountId);
  }
}
