import type { Account } from "../accounts/model.ts";
import { placementIdOf, type AgencyId, type PlacementId } from "../kernel/ids.ts";
import type { Dispute } from "./model.ts";

/**
 * Who must hear what a dispute does to the account: the agency that has it now, which need not be the one that
 * passed the dispute on; that one when nobody has it.
 */
export function holderOf(
  account: Account,
  dispute: Dispute,
): { readonly placementId: PlacementId; readonly agencyId: AgencyId } {
  const { placement, accountId } = account;
  return placement === undefined
    ? { placementId: dispute.placementId, agencyId: dispute.agencyId }
    : { placementId: placementIdOf(accountId, placement.number), agencyId: placement.agencyId };
}

/** The account stays in dispute while any dispute's hold stands. */
export const facetAfter = (account: Account, outcome: Account["dispute"]): Account["dispute"] =>
  account.holds.some(({ type }) => type === "DISPUTE") ? "OPEN" : outcome;
