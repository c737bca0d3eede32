import type { Change } from "../kernel/change.ts";
import type { AccountId, LenderId } from "../kernel/ids.ts";
import { placementIdOf } from "../kernel/ids.ts";
import { accepted, Refused, type Refusal } from "../kernel/problems.ts";
import type { Result } from "../kernel/result.ts";
import type { Clock, Instant } from "../kernel/time.ts";
import type { Placement } from "../placements/model.ts";
import type { PlacementStore } from "../placements/store.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import { stepWritten, type AccountStep, type Known, type StepStores } from "./account-step.ts";
import type { IdempotencyStore } from "./idempotency-store.ts";
import type { Account } from "./model.ts";
import type { AccountStore } from "./store.ts";

export type ChangeAccountDeps = StepStores & {
  readonly accounts: Pick<AccountStore, "find" | "changed" | "step">;
  readonly placements: Pick<PlacementStore, "find" | "changed">;
  readonly idempotency: Pick<IdempotencyStore, "remembered" | "find">;
  readonly write: Write;
  readonly clock: Clock;
};

export type ChangeAccount = {
  readonly lenderId: LenderId;
  readonly accountId: AccountId;
  /** What is done, as the step's name. */
  readonly what: string;
  readonly bodyHash: string;
  readonly idempotencyKey?: string;
};

/** What follows for the account, and what else is written in the same transaction. */
export type Decided = AccountStep & { readonly records?: readonly Change[] };

/** Undefined when what is asked for stands already. */
type Decide = (known: Known, now: Instant) => Promise<Result<Decided | undefined, Refusal>>;

/**
 * A lender's command on one of its accounts: load, decide, write once. The same idempotency key with the same
 * body takes effect once. @returns whether it had been done before
 * @throws Refused `not-found`, `idempotency-key-reused`, `no-capacity`, `unavailable`, or what the decision refuses
 */
export const changeAccount =
  (deps: ChangeAccountDeps) =>
  async (command: ChangeAccount, decide: Decide): Promise<{ readonly replayed: boolean }> =>
    attempts(async () => {
      const known = await ownKnown(deps, command);
      const now = deps.clock.now();
      const decided = await decide(known, now);
      if (!decided.ok && (await wasDone(deps, command))) return { replayed: true };
      const step = accepted(decided);
      if (step === undefined) return { replayed: true };
      const { records = [], ...ofAccount } = step;
      const written = stepWritten(deps)(known.account, ofAccount, {
        name: `${command.what}#${known.account.version}`,
        now,
        besides: remembered(deps, command, now),
      });
      const outcome = await deps.write({ ...written, state: [...written.state, ...records] });
      if (outcome.ok) return { replayed: false };
      if (await wasDone(deps, command)) return { replayed: true };
      if (outcome.error.some(({ name }) => name === "usage")) throw noRoom();
      return again;
    }, onConflict);

export type ChangeAnAccount = ReturnType<typeof changeAccount>;

async function ownKnown(deps: ChangeAccountDeps, { accountId, lenderId }: ChangeAccount): Promise<Known> {
  const account = await deps.accounts.find(accountId);
  if (account?.lenderId !== lenderId)
    throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
  const placement = await lastPlacement(deps, account);
  return { account, ...(placement && { placement }) };
}

const noRoom = (): Refused =>
  new Refused({ code: "no-capacity", detail: "The agency has no room under its contract." });

/** The placement that the account has now, or had last. */
export async function lastPlacement(
  deps: { readonly placements: Pick<PlacementStore, "find"> },
  { accountId, holders }: Account,
): Promise<Placement | undefined> {
  return holders.length === 0 ? undefined : deps.placements.find(placementIdOf(accountId, holders.length));
}

const remembered = (deps: ChangeAccountDeps, command: ChangeAccount, now: Instant) => {
  const { lenderId, idempotencyKey: key, bodyHash, accountId, what } = command;
  return key === undefined
    ? []
    : [deps.idempotency.remembered({ lenderId, key }, { bodyHash, answer: `${what}#${accountId}` }, now)];
};

/** @throws Refused `idempotency-key-reused` when the key belongs to another request */
async function wasDone(deps: ChangeAccountDeps, command: ChangeAccount): Promise<boolean> {
  const { lenderId, idempotencyKey: key, bodyHash, accountId, what } = command;
  if (key === undefined) return false;
  const known = await deps.idempotency.find({ lenderId, key });
  if (known === undefined) return false;
  if (known.bodyHash === bodyHash && known.answer === `${what}#${accountId}`) return true;
  throw new Refused({
    code: "idempotency-key-reused",
    detail: "The key belongs to another request. Nothing was changed.",
  });
}
