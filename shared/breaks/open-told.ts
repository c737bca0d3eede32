import type { HistoryStore } from "../accounts/history-store.ts";
import type { AccountStateStore } from "../accounts/state-store.ts";
import type { Actor } from "../kernel/event.ts";
import { AccountId } from "../kernel/ids.ts";
import type { EventMessage } from "../outbox/message.ts";
import { openFinding, type OpenFindingDeps } from "./open-finding.ts";
import { toldFinding } from "./told-finding.ts";
import type { BreakId } from "./wire.ts";

export type OpenToldDeps = OpenFindingDeps & {
  readonly accounts: Pick<AccountStateStore, "find">;
  readonly histories: Pick<HistoryStore, "at">;
};

const actor: Actor = { kind: "SYSTEM", id: "reconciler" };

/**
 * Opens a break for what an event of an account says that is at odds with the books, as of when it was written down:
 * told twice, it is one.
 * @returns the break, where there is one
 */
export const openTold =
  (deps: OpenToldDeps) =>
  async ({ accountId, sequence }: EventMessage): Promise<BreakId | undefined> => {
    const id = AccountId.parse(accountId);
    const [account, event] = await Promise.all([deps.accounts.find(id), deps.histories.at(id, sequence)]);
    if (account === undefined) throw new Error(`${accountId} is not there`);
    const found = toldFinding(event, account);
    if (found === undefined) return undefined;
    const { breakId } = await openFinding(deps)(found, { actor, at: event.postedAt });
    return breakId;
  };
