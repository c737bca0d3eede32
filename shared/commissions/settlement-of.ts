import type { RemittanceMode } from "../placements/wire.ts";
import type { Recipient } from "../payments/wire.ts";
import type { CommissionLine } from "./line-wire.ts";

/** How one payment, or a reversal of one, is settled between lender and agency. Signs are those of its line. */
export type Settlement = {
  /** What the agency passes on: negative where its fee is more than the payment, which is carried forward. */
  readonly remits: number;
  /** What it keeps of the payment itself. */
  readonly retains: number;
  /** What it takes off what it remits otherwise: its fee on money that it never had. Each is itemised. */
  readonly offsets: number;
  /** What it invoices, and the lender pays. */
  readonly invoices: number;
};

/**
 * A gross agency passes on all that it collected and invoices its fee. A net one has kept its fee on what it
 * collected, so that nothing of it is owed again; on what went past it, it takes its fee off the next remittance.
 */
export function settlementOf(
  { amount, commission, tax }: Pick<CommissionLine, "amount" | "commission" | "tax">,
  { mode, recipient }: { readonly mode: RemittanceMode; readonly recipient: Recipient },
): Settlement {
  const fee = commission + tax;
  const collected = recipient === "AGENCY" ? amount : 0;
  if (mode === "GROSS") return { remits: collected, retains: 0, offsets: 0, invoices: fee };
  return recipient === "AGENCY"
    ? { remits: collected - fee, retains: fee, offsets: 0, invoices: 0 }
    : { remits: 0, retains: 0, offsets: fee, invoices: 0 };
}
