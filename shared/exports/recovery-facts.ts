import * as z from "zod";
import type { Posting } from "../kernel/event.ts";
import { PlacementId } from "../kernel/ids.ts";
import { dateOf, type LocalDate } from "../kernel/time.ts";
import { bookedAt, type JournalEntry, type PostedEvent } from "../ledger/journal.ts";
import { isClearing, directClearing } from "../payments/clearing.ts";
import type { Recovered } from "./recovery-sums.ts";

/** What an entry says of what was recovered, and of whose placement its event says that it is. */
export type RecoveryFact = {
  readonly bookedOn: LocalDate;
  readonly what: Partial<Recovered>;
  readonly placementId?: PlacementId;
  /** Of what went back to where the lender had paid it in: it is counted where the payment was. */
  readonly directlyPaid?: string;
};

type What = (postings: readonly Posting[]) => Partial<Recovered>;

const paid: What = (postings) => ({
  gross: sumOf(postings, isClearing),
  direct: sumOf(postings, (account) => account === directClearing),
});

const back: What = (postings) => ({ reversed: 0 - sumOf(postings, isClearing) });

const spent: What = (postings) => ({ costs: sumOf(postings, (account) => account === "cost-expense") });

/** Events by which something is recovered, or spent on it. */
const kinds: ReadonlyMap<string, What> = new Map([
  ["payment.received", paid],
  ["payment.corrected", paid],
  ["payment.reversed", back],
  ["payment.direct_received", paid],
  ["payment.direct_reversed", back],
  ["cost.incurred", spent],
]);

export const isRecovery = ({ type }: Pick<JournalEntry, "type">): boolean => kinds.has(type);

const Placed = z.object({ placementId: PlacementId });
const Reversing = z.object({ originalPaymentRef: z.string() });

/** What an entry and its event come to. Who had the account when money went back does not matter: who had it before does. */
export function recoveryFact(
  entry: JournalEntry,
  event: Pick<PostedEvent, "data"> | undefined,
): RecoveryFact {
  const what = kinds.get(entry.type)?.(entry.postings) ?? {};
  const fact = { bookedOn: dateOf(bookedAt(entry)), what };
  if (entry.type === "payment.direct_reversed") {
    const reversing = Reversing.safeParse(event?.data);
    return reversing.success ? { ...fact, directlyPaid: reversing.data.originalPaymentRef } : fact;
  }
  const placed = Placed.safeParse(event?.data);
  return placed.success ? { ...fact, placementId: placed.data.placementId } : fact;
}

const sumOf = (postings: readonly Posting[], counts: (account: string) => boolean): number =>
  postings.reduce((sum, { account, amount }) => (counts(account) ? sum + amount : sum), 0);
