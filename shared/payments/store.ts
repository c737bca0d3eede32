import type { Change, Create, Item } from "../kernel/change.ts";
import type { AgencyId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { mergedListing } from "../platform/merged-listing.ts";
import { Payment, Reversal, Suspense } from "./model.ts";

const paymentKey = (agencyId: AgencyId, ref: string) => ({ pk: `PAYMENT#${agencyId}#${ref}`, sk: "PAYMENT" });

const reversalKey = (agencyId: AgencyId, ref: string) => ({
  pk: `REVERSAL#${agencyId}#${ref}`,
  sk: "REVERSAL",
});

const suspenseKey = (accountId: string) => ({ pk: `ACCOUNT#${accountId}`, sk: "SUSPENSE" });

/** Suspense records of a currency are in so many partitions of the index. */
const SUSPENSE_SHARD_COUNT = 4;

const suspenseLists = (currency: Currency): readonly string[] =>
  Array.from({ length: SUSPENSE_SHARD_COUNT }, (_, shard) => `SUSPENSE#${currency}#${shard}`);

/** Its place never changes, so that what becomes of the money does not write the index. */
const suspensePlace = ({ accountId, currency }: Suspense) => ({
  list: suspenseLists(currency)[accountId.charCodeAt(accountId.length - 1) % SUSPENSE_SHARD_COUNT],
  at: accountId,
});

/** All that waits for the payment: each addition changes it, so that none overwrites another. */
const waitingCount = ({ waiting, corrections = [] }: Payment): number => waiting.length + corrections.length;

/** What a transaction writes of payments. */
const paymentChanges = {
  /** A payment where none may stand, or the next version of the one that stood there at the decision. */
  written: (payment: Payment, before?: Payment): Change => {
    const key = paymentKey(payment.agencyId, payment.paymentRef);
    const item: Item = { ...payment, pk: key.pk, sk: key.sk, waitingCount: waitingCount(payment) };
    if (before === undefined) return { kind: "create", name: "payment", item };
    return {
      kind: "replace",
      name: "payment",
      item,
      when: [
        { attribute: "status", is: "=", value: before.status },
        { attribute: "reversed", is: "=", value: before.reversed },
        { attribute: "waitingCount", is: "=", value: waitingCount(before) },
        { attribute: "amount", is: "=", value: before.amount },
      ],
    };
  },
  reversed: (reversal: Reversal): Create => ({
    kind: "create",
    name: "reversal",
    item: { ...reversalKey(reversal.agencyId, reversal.reversalRef), ...reversal },
  }),
  /** That money in suspense was settled: nobody settles it twice. */
  settledOnce: ({ accountId }: Suspense, settledAt: Instant): Create => ({
    kind: "create",
    name: "settled",
    item: { ...suspenseKey(accountId), sk: "SETTLED", settledAt },
  }),
  suspended: (suspense: Suspense, before?: Suspense): Change => {
    const item: Item = { ...suspenseKey(suspense.accountId), ...suspense, ...suspensePlace(suspense) };
    return before === undefined
      ? { kind: "create", name: "suspense", item }
      : {
          kind: "replace",
          name: "suspense",
          item,
          when: [{ attribute: "version", is: "=", value: before.version }],
        };
  },
};

export const paymentStore = (reader: Reader) => ({
  find: async (agencyId: AgencyId, ref: string): Promise<Payment | undefined> => {
    const item = await reader.get(paymentKey(agencyId, ref));
    return item === undefined ? undefined : Payment.parse(item);
  },
  /** Those of an agency that are there, in no order. */
  findAll: async (agencyId: AgencyId, refs: readonly string[]): Promise<readonly Payment[]> => {
    const items = await reader.getAll([...new Set(refs)].map((ref) => paymentKey(agencyId, ref)));
    return items.map((item) => Payment.parse(item));
  },
  findReversal: async (agencyId: AgencyId, ref: string): Promise<Reversal | undefined> => {
    const item = await reader.get(reversalKey(agencyId, ref));
    return item === undefined ? undefined : Reversal.parse(item);
  },
  findSuspense: async (accountId: string): Promise<Suspense | undefined> => {
    const item = await reader.get(suspenseKey(accountId));
    return item === undefined ? undefined : Suspense.parse(item);
  },
  /** A page of a currency's suspense records, whether anything is left of them or not. */
  suspensePage: async (currency: Currency, limit: number, after?: Page["next"]) => {
    const page = await mergedListing(reader)({ lists: suspenseLists(currency), limit, after });
    return { ...page, items: page.items.map((item) => Suspense.parse(item)) };
  },
  ...paymentChanges,
});

export type PaymentStore = ReturnType<typeof paymentStore>;
