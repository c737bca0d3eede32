import type { HistoryStore } from "../accounts/history-store.ts";
import type { AccountStore } from "../accounts/store.ts";
import { AccountId } from "../kernel/ids.ts";
import { REVERSAL_EXCEEDS } from "../payments/excess.ts";
import type { PlacementStore } from "../placements/store.ts";
import { foldPayments } from "../reconciliation/fold-payments.ts";
import { excessReversal } from "./excess-reversal.ts";
import { openFinding, type OpenFindingDeps } from "./open-finding.ts";

export type TellExcessDeps = OpenFindingDeps & {
  readonly accounts: Pick<AccountStore, "find">;
  readonly placements: Pick<PlacementStore, "all">;
  readonly histories: Pick<HistoryStore, "upTo">;
};

type Told = { readonly accountId: string; readonly sequence: number };

/**
 * Opens a break for a reversal that was refused, or waited in vain, because it takes back more than is left of its
 * payment. Told again it changes nothing: it was looked at as of when it was posted.
 */
export const tellExcess =
  (deps: TellExcessDeps) =>
  async ({ accountId: id, sequence }: Told): Promise<void> => {
    const accountId = AccountId.parse(id);
    const [account, placements, history] = await Promise.all([
      deps.accounts.find(accountId),
      deps.placements.all(accountId),
      deps.histories.upTo(accountId, sequence),
    ]);
    const event = history.at(-1);
    if (account === undefined || event?.type !== REVERSAL_EXCEEDS)
      throw new Error(`event ${sequence} of ${accountId} takes nothing back`);
    const found = excessReversal(account, event, foldPayments(account, placements, history));
    const actor = { kind: "SYSTEM", id: "reconciler" } as const;
    await openFinding(deps)(found, { actor, at: event.postedAt });
  };
