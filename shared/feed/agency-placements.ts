import { balanceView } from "../accounts/view.ts";
import type { Account } from "../accounts/model.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { AgencyId, PlacementId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Placement } from "../placements/model.ts";
import type { PlacementStore } from "../placements/store.ts";
import type { Page } from "../platform/dynamo.ts";
import type { AgencyPlacementView } from "./wire.ts";

export type AgencyPlacementsDeps = {
  readonly accounts: Pick<AccountStore, "find" | "findAll">;
  readonly placements: Pick<PlacementStore, "find" | "openAt">;
};

/** A page of the placements that an agency has now, oldest first, to compare with its own books. */
export const listPlacements =
  (deps: AgencyPlacementsDeps) =>
  async (agencyId: AgencyId, { limit, after }: { readonly limit: number; readonly after?: Page["next"] }) => {
    const { placements, next } = await deps.placements.openAt(agencyId, limit, after);
    const accounts = await deps.accounts.findAll(placements.map(({ accountId }) => accountId));
    const byId = new Map(accounts.map((account) => [account.accountId, account]));
    const items = placements.flatMap((placement) => {
      const account = byId.get(placement.accountId);
      return account ? [placementView(placement, account)] : [];
    });
    return { items, ...(next && { next }) };
  };

/** One placement of an agency, open or ended. @throws Refused `not-found`, also for another agency's */
export const readPlacement =
  (deps: AgencyPlacementsDeps) =>
  async (agencyId: AgencyId, placementId: PlacementId): Promise<AgencyPlacementView> => {
    const placement = await deps.placements.find(placementId);
    const account = placement && (await deps.accounts.find(placement.accountId));
    if (account === undefined || placement?.agencyId !== agencyId)
      throw new Refused({ code: "not-found", detail: "No placement of yours has this id." });
    return placementView(placement, account);
  };

function placementView(placement: Placement, account: Account): AgencyPlacementView {
  const { agencyCaseRef, endedAt, endCode } = placement;
  return {
    placementId: placement.placementId,
    lenderAccountRef: account.lenderAccountRef,
    product: account.product,
    state: placement.state,
    offeredAt: placement.offeredAt,
    acknowledgeBy: placement.acknowledgeBy,
    ...(agencyCaseRef !== undefined && { agencyCaseRef }),
    ...(endedAt !== undefined && { endedAt }),
    ...(endCode !== undefined && { endCode }),
    ...(endedAt === undefined && {
      lifecycle: account.lifecycle,
      balance: balanceView(account),
      holds: account.holds.map(({ type }) => type),
    }),
  };
}
