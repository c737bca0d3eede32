import type { Create } from "../kernel/change.ts";
import type { EventDraft } from "../kernel/event.ts";
import type { Instant } from "../kernel/time.ts";
import { bookOf } from "../ledger/book.ts";
import { recorded } from "../platform/events.ts";
import type { Account } from "./model.ts";

/** The account with its history moved on by these events, and the items that carry them. */
export function withHistory(
  account: Account,
  drafts: readonly EventDraft[],
  now: Instant,
): { readonly account: Account; readonly events: readonly Create[] } {
  const { accountId, lenderId, currency, sequence, head } = account;
  const book = bookOf({ lenderId, currency });
  const { items, chain } = recorded({ accountId, lenderId, book, chain: { sequence, head } }, drafts, now);
  return { account: { ...account, sequence: chain.sequence, head: chain.head }, events: items };
}
