import type { Posting } from "../kernel/event.ts";
import type { Remittance } from "./model.ts";
import { remitted } from "./sums.ts";

/**
 * An advice on the lender's books: what the agency collected leaves its clearing account and is on its way, less
 * what it keeps back of its commission, which is spent, and of its costs, which it is owed no more. Commission that
 * it bills does not move before it is billed; money that the lender was paid directly does not move at all.
 */
export const remittancePostings = ({
  agencyId,
  totals,
  kept,
}: Pick<Remittance, "agencyId" | "totals" | "kept">): readonly Posting[] =>
  [
    { account: `agency-clearing/${agencyId}`, amount: 0 - totals.gross },
    { account: `in-transit/${agencyId}`, amount: remitted(totals, kept) },
    { account: "commission-expense", amount: kept.commission },
    { account: "commission-tax", amount: kept.tax },
    { account: `agency-payable/${agencyId}`, amount: totals.costs },
  ].filter((leg) => leg.amount !== 0);
