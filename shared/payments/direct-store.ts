import type { Create, Update } from "../kernel/change.ts";
import type { LenderId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Reader } from "../platform/dynamo.ts";
import { DirectPayment, DirectReversal } from "./direct-model.ts";

/** Beside what agencies report: an id tells a lender from an agency. */
const paymentKey = (lenderId: LenderId, ref: string) => ({ pk: `PAYMENT#${lenderId}#${ref}`, sk: "PAYMENT" });

const reversalKey = (lenderId: LenderId, ref: string) => ({
  pk: `REVERSAL#${lenderId}#${ref}`,
  sk: "REVERSAL",
});

export const directPaymentStore = (reader: Pick<Reader, "get" | "getAll">) => ({
  findAll: async (lenderId: LenderId, refs: readonly string[]) => foundAll(reader, lenderId, refs),
  find: async (lenderId: LenderId, ref: string): Promise<DirectPayment | undefined> => {
    const item = await reader.get(paymentKey(lenderId, ref));
    return item === undefined ? undefined : DirectPayment.parse(item);
  },
  findReversal: async (lenderId: LenderId, ref: string): Promise<DirectReversal | undefined> => {
    const item = await reader.get(reversalKey(lenderId, ref));
    return item === undefined ? undefined : DirectReversal.parse(item);
  },
  /** When agencies said that they know of these, of those of which they did. */
  acknowledgements: async (
    lenderId: LenderId,
    refs: readonly string[],
  ): Promise<ReadonlyMap<string, Instant>> => {
    const found = await foundAll(reader, lenderId, refs);
    return new Map(
      found.flatMap(({ paymentRef, acknowledgedAt }) =>
        acknowledgedAt ? [[paymentRef, acknowledgedAt]] : [],
      ),
    );
  },
  received: (payment: DirectPayment): Create => ({
    kind: "create",
    name: "direct-payment",
    item: { ...paymentKey(payment.lenderId, payment.paymentRef), ...payment },
  }),
  /** More of it went back, if nothing else of it did meanwhile. */
  takenBack: (before: DirectPayment, { reversed }: DirectPayment): Update => ({
    kind: "update",
    name: "direct-payment",
    key: paymentKey(before.lenderId, before.paymentRef),
    set: { reversed },
    when: [{ attribute: "reversed", is: "=", value: before.reversed }],
  }),
  reversed: (reversal: DirectReversal): Create => ({
    kind: "create",
    name: "direct-reversal",
    item: { ...reversalKey(reversal.lenderId, reversal.reversalRef), ...reversal },
  }),
  /** The agency that was told of it said that it knows; only its first word counts. */
  acknowledged: ({ lenderId, paymentRef }: DirectPayment, acknowledgedAt: Instant): Update => ({
    kind: "update",
    name: "direct-acknowledgement",
    key: paymentKey(lenderId, paymentRef),
    set: { acknowledgedAt },
    when: [
      { attribute: "pk", is: "present" },
      { attribute: "acknowledgedAt", is: "absent" },
    ],
  }),
});

export type DirectPaymentStore = ReturnType<typeof directPaymentStore>;

/** Those of a lender that are there, in no order. */
async function foundAll(
  reader: Pick<Reader, "getAll">,
  lenderId: LenderId,
  refs: readonly string[],
): Promise<readonly DirectPayment[]> {
  const items = await reader.getAll([...new Set(refs)].map((ref) => paymentKey(lenderId, ref)));
  return items.map((item) => DirectPayment.parse(item));
}
