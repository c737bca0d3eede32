import type { Clock } from "../clocks/model.ts";
import type { ClockStore } from "../clocks/store.ts";
import type { Contract } from "../contracts/model.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { Change, Create } from "../kernel/change.ts";
import type { EventDraft } from "../kernel/event.ts";
import type { Instant } from "../kernel/time.ts";
import type { Placement, PlacementChange } from "../placements/model.ts";
import type { PlacementStore } from "../placements/store.ts";
import type { Written } from "../platform/write.ts";
import { withHistory } from "./history.ts";
import type { Account } from "./model.ts";
import type { AccountStore } from "./store.ts";

/** An account with the placement that it has, or had last. */
export type Known = { readonly account: Account; readonly placement?: Placement };

/** What a decision does to an account, as facts: the shell turns them into one transaction. */
export type AccountStep = {
  readonly account: Account;
  readonly events: readonly EventDraft[];
  readonly placement?: PlacementChange;
  /** A place in a contract's capacity that is taken again. */
  readonly occupied?: { readonly contract: Contract; readonly usageShard: number };
  readonly clocksStarted?: readonly Clock[];
  readonly clocksStopped?: readonly Pick<Clock, "kind" | "ref">[];
  /** What must not be there yet: a reference that is spent by it. */
  readonly spent?: readonly Create[];
};

export type StepStores = {
  readonly accounts: Pick<AccountStore, "changed" | "step">;
  readonly clocks: Pick<ClockStore, "restarted" | "stopped">;
  readonly contracts: Pick<ContractStore, "freed" | "reoccupied">;
  readonly placements: Pick<PlacementStore, "changed">;
};

/** The one transaction of a step; `name` is what may not happen twice. */
export const stepWritten =
  (stores: StepStores) =>
  (
    before: Account,
    step: AccountStep,
    {
      name,
      now,
      besides = [],
    }: { readonly name: string; readonly now: Instant; readonly besides?: readonly Create[] },
  ): Written => {
    const { account, events } = withHistory(step.account, step.events, now);
    return {
      identity: [stores.accounts.step(before.accountId, name, now), ...besides, ...(step.spent ?? [])],
      state: [stores.accounts.changed(before, account, now), ...around(stores, step, now)],
      events,
    };
  };

function around(stores: StepStores, step: AccountStep, now: Instant): readonly Change[] {
  const { account, placement, occupied, clocksStarted = [], clocksStopped = [] } = step;
  const { accountId } = account;
  return [
    ...(placement ? [stores.placements.changed(placement)] : []),
    ...(placement?.ended ? [stores.contracts.freed(placement)] : []),
    ...(occupied ? [stores.contracts.reoccupied(occupied.contract, occupied.usageShard)] : []),
    ...clocksStarted.flatMap((clock) => stores.clocks.restarted(clock)),
    ...clocksStopped.flatMap((clock) => stores.clocks.stopped({ ...clock, accountId }, now)),
  ];
}
