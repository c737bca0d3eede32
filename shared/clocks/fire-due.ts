import { withHistory } from "../accounts/history.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { Instant } from "../kernel/time.ts";
import type { PlacementStore } from "../placements/store.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import { fire, type Fired } from "./fire.ts";
import type { Clock } from "./model.ts";
import type { ClockStore } from "./store.ts";

export type FireDueDeps = {
  readonly accounts: Pick<AccountStore, "find" | "changed" | "step">;
  readonly clocks: Pick<ClockStore, "due" | "fired" | "lists">;
  readonly contracts: Pick<ContractStore, "freed">;
  readonly placements: Pick<PlacementStore, "changed">;
  readonly update: UpdateOne;
  readonly write: Write;
};

/** Clocks of one shard that one run of the schedule fires; the rest is due a minute later still. */
const DUE_COUNT_MAX = 100;

/** Fires every clock that is due. @returns how many fired and how many had been answered meanwhile */
export const fireDue =
  (deps: FireDueDeps) =>
  async (now: Instant): Promise<{ readonly fired: number; readonly stale: number }> => {
    let fired = 0;
    let stale = 0;
    for (const list of deps.clocks.lists)
      for (const clock of await deps.clocks.due(list, now, DUE_COUNT_MAX)) {
        if (await fireOne(deps, clock, now)) fired += 1;
        else stale += 1;
      }
    return { fired, stale };
  };

const fireOne = async (deps: FireDueDeps, clock: Clock, now: Instant): Promise<boolean> =>
  attempts(async () => {
    const account = await deps.accounts.find(clock.accountId);
    const fired = account && fire(clock, account, now);
    if (account === undefined || fired === undefined) {
      await deps.update(deps.clocks.fired(clock, now));
      return false;
    }
    const outcome = await deps.write(transaction(deps, { clock, account, now }, fired));
    if (outcome.ok) return true;
    return outcome.error.some(({ name }) => name === "step" || name === "clock") ? false : again;
  }, onConflict);

type Firing = {
  readonly clock: Clock;
  readonly account: Parameters<typeof fire>[1];
  readonly now: Instant;
};

function transaction(deps: FireDueDeps, { clock, account: before, now }: Firing, fired: Fired) {
  const { account, events } = withHistory(fired.account, fired.events, now);
  const { placement } = fired;
  const step = `clock#${clock.kind}#${clock.ref}#${clock.dueAt}`;
  return {
    identity: [deps.accounts.step(clock.accountId, step, now)] as const,
    state: [
      deps.accounts.changed(before, account, now),
      deps.clocks.fired(clock, now),
      ...(placement ? [deps.placements.changed(placement), deps.contracts.freed(placement)] : []),
    ] as const,
    events,
  };
}
