import type { Reach } from "../access/scope.ts";
import { withinReach } from "../access/scope.ts";
import type { AccountId } from "../kernel/ids.ts";
import type { PlacementStore } from "../placements/store.ts";
import type { AccountStore } from "./store.ts";
import { accountView } from "./view.ts";
import { AccountView } from "./wire.ts";

export type ReadAccountDeps = {
  readonly accounts: Pick<AccountStore, "find" | "screenings">;
  readonly placements: Pick<PlacementStore, "all">;
};

/** An account with its verdicts and placements. @throws Refused `not-found` */
export const readAccount =
  (deps: ReadAccountDeps) =>
  async (reach: Reach, accountId: AccountId): Promise<AccountView> => {
    const [account, screenings, placements] = await Promise.all([
      deps.accounts.find(accountId),
      deps.accounts.screenings(accountId),
      deps.placements.all(accountId),
    ]);
    const verdicts = screenings.at(-1)?.verdicts ?? [];
    return AccountView.parse(accountView(withinReach(reach, account), { verdicts, placements }));
  };

export type ReadAccount = ReturnType<typeof readAccount>;
