import { stepWritten, type AccountStep, type Known, type StepStores } from "../accounts/account-step.ts";
import { lastPlacement } from "../accounts/change-account.ts";
import type { AccountStore } from "../accounts/store.ts";
import { PlacementId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { PlacementStore } from "../placements/store.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write, Written } from "../platform/write.ts";
import { fire } from "./fire.ts";
import type { Clock } from "./model.ts";
import type { ClockStore } from "./store.ts";

export type FireDueDeps = StepStores & {
  readonly accounts: Pick<AccountStore, "find" | "changed" | "step">;
  readonly clocks: Pick<ClockStore, "answered" | "due" | "fired" | "lists" | "restarted" | "stopped">;
  readonly placements: Pick<PlacementStore, "find" | "changed">;
  readonly update: UpdateOne;
  readonly write: Write;
};

/** Clocks of one shard that one run of the schedule fires; the rest is due a minute later still. */
const DUE_COUNT_MAX = 100;

type Counts = { readonly fired: number; readonly stale: number };

/**
 * Fires every clock that is due, the shards side by side. One that cannot be fired keeps no other account waiting;
 * its failure is thrown when all the others were tried. @returns how many fired and how many had been answered meanwhile
 */
export const fireDue =
  (deps: FireDueDeps) =>
  async (now: Instant): Promise<Counts> => {
    const failures: unknown[] = [];
    const shards = await Promise.all(
      deps.clocks.lists.map(async (list) => fireList(deps, { list, now }, failures)),
    );
    if (failures.length > 0) throw failures[0];
    return {
      fired: shards.reduce((total, { fired }) => total + fired, 0),
      stale: shards.reduce((total, { stale }) => total + stale, 0),
    };
  };

async function fireList(
  deps: FireDueDeps,
  { list, now }: { readonly list: string; readonly now: Instant },
  failures: unknown[],
): Promise<Counts> {
  let fired = 0;
  let stale = 0;
  // What comes after a failure on the same account must come after it the next time too.
  const stuck = new Set<string>();
  for (const clock of await deps.clocks.due(list, now, DUE_COUNT_MAX)) {
    if (stuck.has(clock.accountId)) continue;
    try {
      if (await fireOne(deps, clock, now)) fired += 1;
      else stale += 1;
    } catch (error) {
      failures.push(error);
      stuck.add(clock.accountId);
    }
  }
  return { fired, stale };
}

const fireOne = async (deps: FireDueDeps, clock: Clock, now: Instant): Promise<boolean> =>
  attempts(async () => {
    const known = await knownOf(deps, clock);
    const step = known && fire(clock, known, now);
    if (known === undefined || step === undefined) {
      for (const update of deps.clocks.answered(clock, now)) await deps.update(update);
      return false;
    }
    const outcome = await deps.write(firing(deps, { clock, now }, { known, step }));
    if (outcome.ok) return true;
    return outcome.error.some(({ name }) => name === "step" || name === "clock") ? false : again;
  }, onConflict);

/** The clock is taken off the list in the transaction of what it led to, unless that starts it again. */
function firing(
  deps: FireDueDeps,
  { clock, now }: { readonly clock: Clock; readonly now: Instant },
  { known, step }: { readonly known: Known; readonly step: AccountStep },
): Written {
  const isThis = (one: Pick<Clock, "kind" | "ref">): boolean =>
    one.kind === clock.kind && one.ref === clock.ref;
  const clocksStopped = step.clocksStopped?.filter((one) => !isThis(one)) ?? [];
  const name = `clock#${clock.kind}#${clock.ref}#${clock.dueAt}`;
  const { identity, state, events } = stepWritten(deps)(
    known.account,
    { ...step, clocksStopped },
    { name, now },
  );
  const isRestarted = step.clocksStarted?.some(isThis) === true;
  return {
    identity,
    events,
    state: isRestarted ? state : [...state, ...deps.clocks.fired(clock, now, known.account.lenderId)],
  };
}

/** The account, and the placement that the clock is about or, where it is about none, the last. */
async function knownOf(deps: FireDueDeps, { accountId, kind, ref }: Clock): Promise<Known | undefined> {
  const account = await deps.accounts.find(accountId);
  if (account === undefined) return undefined;
  const named = kind === "DELETION" ? PlacementId.parse(ref) : undefined;
  const placement = await (named ? deps.placements.find(named) : lastPlacement(deps, account));
  return { account, ...(placement && { placement }) };
}
