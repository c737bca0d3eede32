import * as z from "zod";
import type { Account } from "../accounts/model.ts";
import type { GatewayEvent } from "../kernel/event.ts";
import { Money } from "../kernel/money.ts";
import { dateOf, LocalDate } from "../kernel/time.ts";
import type { Expected } from "../reconciliation/fold-payments.ts";
import { PaymentMethod } from "./wire.ts";

const Received = z.object({
  paymentRef: z.string(),
  amount: Money,
  method: PaymentMethod,
  clearedOn: LocalDate.exactOptional(),
});

const Reversed = z.object({ originalPaymentRef: z.string(), amount: Money });

/** What the lender got and no agency is expected to tell of or earns on, with what went back of it. */
export function nobodysPayments(
  { currency }: Pick<Account, "currency">,
  folded: readonly Pick<Expected, "sequence">[],
  history: readonly GatewayEvent[],
) {
  const known = new Set(folded.map(({ sequence }) => sequence));
  const unknown = history.filter(({ sequence }) => !known.has(sequence));
  const reversals = unknown
    .filter(({ type }) => type === "payment.direct_reversed")
    .map(({ data }) => Reversed.parse(data));
  return unknown
    .filter(({ type }) => type === "payment.direct_received")
    .map(({ data, effectiveAt, sequence }) => {
      const { amount, ...said } = Received.parse(data);
      return {
        payment: {
          ...said,
          sequence,
          currency,
          amount: amount.amount,
          recipient: "LENDER",
          effectiveOn: dateOf(effectiveAt),
        },
        back: reversals
          .filter(({ originalPaymentRef }) => originalPaymentRef === said.paymentRef)
          .map(({ amount: back }) => ({ amount: 0 - back.amount })),
      };
    });
}
