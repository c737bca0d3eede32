import type { Posting } from "../kernel/event.ts";
import type { AgencyId } from "../kernel/ids.ts";
import type { CommissionLine } from "./line-wire.ts";
import type { Settlement } from "./settlement-of.ts";

/**
 * A line on the lender's books: commission and its tax are spent, and owed to the agency but for what it keeps of
 * the money itself, which it owes the lender no more. A reversal's line posts the exact negative. Debits equal
 * credits.
 */
export function commissionPostings(
  { commission, tax }: Pick<CommissionLine, "commission" | "tax">,
  agencyId: AgencyId,
  { retains }: Pick<Settlement, "retains">,
): readonly Posting[] {
  return [
    { account: "commission-expense", amount: commission },
    { account: "commission-tax", amount: tax },
    { account: `commission-payable/${agencyId}`, amount: retains - commission - tax },
    { account: `agency-clearing/${agencyId}`, amount: 0 - retains },
  ].filter((leg) => leg.amount !== 0);
}
