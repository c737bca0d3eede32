import type { HistoryStore } from "../accounts/history-store.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { UpheldDispute } from "../commissions/upheld.ts";
import type { Placement } from "../placements/model.ts";
import { upheldIn } from "./upheld-in.ts";

export type UpheldOfDeps = {
  readonly accounts: Pick<AccountStore, "find">;
  readonly histories: Pick<HistoryStore, "upTo">;
};

/** The disputes of a placement that were upheld so far. */
export const upheldOf =
  ({ accounts, histories }: UpheldOfDeps) =>
  async ({
    accountId,
    placementId,
  }: Pick<Placement, "accountId" | "placementId">): Promise<readonly UpheldDispute[]> => {
    const account = await accounts.find(accountId);
    const history = await histories.upTo(accountId, account?.sequence ?? 0);
    return upheldIn(history).get(placementId) ?? [];
  };
