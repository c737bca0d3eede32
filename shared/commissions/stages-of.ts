import type { Account } from "../accounts/model.ts";
import type { GatewayEvent } from "../kernel/event.ts";
import { accountIdOf, type AccountId, type PlacementId } from "../kernel/ids.ts";
import { stagesIn } from "./legal-stage.ts";

type StagesOfDeps = {
  readonly accounts: {
    readonly find: (accountId: AccountId) => Promise<Pick<Account, "sequence"> | undefined>;
  };
  readonly histories: {
    readonly upTo: (accountId: AccountId, sequence: number) => Promise<readonly GatewayEvent[]>;
  };
};

/** The stages in which a placement was, as its account's history says. */
export const stagesOf =
  ({ accounts, histories }: StagesOfDeps) =>
  async (placementId: PlacementId) => {
    const accountId = accountIdOf(placementId);
    const { sequence = 0 } = (await accounts.find(accountId)) ?? {};
    return stagesIn(await histories.upTo(accountId, sequence)).get(placementId);
  };

export type StagesOf = ReturnType<typeof stagesOf>;
