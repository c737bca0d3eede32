import * as z from "zod";
import type { Posting } from "../kernel/event.ts";
import { Instant } from "../kernel/time.ts";
import { isDisputed, isReceivable } from "./receivables.ts";
import type { StatementLine } from "./wire.ts";

/** What a statement needs to know of an event. */
export const StatementEvent = z.object({
  eventId: z.string(),
  type: z.string(),
  effectiveAt: Instant,
  postedAt: Instant,
  postings: z.array(z.object({ account: z.string(), amount: z.int() })),
});
export type StatementEvent = z.infer<typeof StatementEvent>;

/**
 * The movements of one debt in the order of posting, each with what was owed, what of that was disputed, and what was the
 * debtor's after it.
 */
export function statementLines(events: readonly StatementEvent[]): StatementLine[] {
  let [outstanding, disputed, creditBalance] = [0, 0, 0];
  return events.map((event) => {
    const change = sumOf(event.postings, isReceivable);
    outstanding += change;
    disputed += sumOf(event.postings, isDisputed);
    creditBalance -= sumOf(event.postings, (account) => account === "credit-balance");
    const { eventId, type, effectiveAt, postedAt, postings } = event;
    return { eventId, type, effectiveAt, postedAt, postings, change, outstanding, disputed, creditBalance };
  });
}

const sumOf = (postings: readonly Posting[], isOf: (account: string) => boolean): number =>
  postings.reduce((sum, { account, amount }) => (isOf(account) ? sum + amount : sum), 0);
