import * as z from "zod";
import { Money } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";
import { PaymentMethod, Recipient } from "./wire.ts";

/** A payment as its lender and finance see it: how it stands today. */
export const PaymentView = z.object({
  paymentRef: z.string(),
  /** Absent of what the lender got while no agency had the account, nor earned on it. */
  agencyId: z.string().exactOptional(),
  placementId: z.string().exactOptional(),
  amount: Money,
  reversed: Money,
  method: PaymentMethod,
  recipient: Recipient,
  effectiveOn: LocalDate,
  clearedOn: LocalDate.exactOptional(),
  status: z.enum(["PROVISIONAL", "CLEARED", "REVERSED"]),
  /** The last day on which it may go back as a matter of course. */
  provisionalUntil: LocalDate,
  /** The last day on which it may go back at all. */
  reversibleUntil: LocalDate,
  rule: z.string(),
  /** Commission and tax on what is left of it, where its placement has a plan. */
  commission: Money.exactOptional(),
  /** As much of that as is better kept for now. */
  reserved: Money.exactOptional(),
});
export type PaymentView = z.infer<typeof PaymentView>;

export const PaymentList = z.object({ items: z.array(PaymentView) });
