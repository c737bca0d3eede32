import type { Create } from "../kernel/change.ts";
import type { EventDraft } from "../kernel/event.ts";
import type { Instant } from "../kernel/time.ts";
import { bookOf } from "../ledger/book.ts";
import { recorded } from "../platform/events.ts";
import type { Remittance } from "./model.ts";

/** A remittance with its history moved on by these events, and the items that carry them. */
export function withRemittanceHistory(
  remittance: Remittance,
  drafts: readonly EventDraft[],
  now: Instant,
): { readonly remittance: Remittance; readonly events: readonly Create[] } {
  const { remittanceId: accountId, sequence, head } = remittance;
  const history = { accountId, book: bookOf(remittance), chain: { sequence, head } };
  const { items, chain } = recorded(history, drafts, now);
  return { remittance: { ...remittance, ...chain }, events: items };
}
