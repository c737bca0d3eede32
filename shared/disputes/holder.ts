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

/**
 * The account once a dispute's hold is off it. It stays in dispute while any dispute's hold stands; with the last one,
 * what is owed is apart no more.
 */
export function answeredAs(unheld: Account, outcome: Account["dispute"]): Account {
  if (unheld.holds.some(({ type }) => type === "DISPUTE")) return { ...unheld, dispute: "OPEN" };
  const { disputedApart: _apart, ...account } = unheld;
  return { ...account, dispute: outcome };
}
