import { placeable } from "../accounts/decide-placement.ts";
import { withHistory } from "../accounts/history.ts";
import type { Account } from "../accounts/model.ts";
import { RETRY_PLACEMENT_DAYS } from "../accounts/place-account.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { AgencyStore } from "../agencies/store.ts";
import type { ClockStore } from "../clocks/store.ts";
import { allocate, type Allocation } from "../contracts/allocate.ts";
import { candidatesOf } from "../contracts/candidates.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { Actor } from "../kernel/event.ts";
import { AccountId } from "../kernel/ids.ts";
import { dateOf, plusDays, type Clock, type Instant } from "../kernel/time.ts";
import type { EventMessage } from "../outbox/message.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write, Written } from "../platform/write.ts";
import { offer } from "./offer.ts";
import type { PlacementStore } from "./store.ts";

export type PlaceAgainDeps = {
  readonly accounts: Pick<AccountStore, "find" | "changed" | "step">;
  readonly agencies: Pick<AgencyStore, "findAll">;
  readonly clocks: Pick<ClockStore, "started" | "restarted">;
  readonly contracts: Pick<ContractStore, "portfolio" | "occupied">;
  readonly placements: Pick<PlacementStore, "created">;
  readonly write: Write;
  readonly clock: Clock;
};

const actor: Actor = { kind: "SYSTEM", id: "placement-worker" };

/** Offers an account whose last offer ended without an agency to the next one; waits when nobody has room. */
export const placeAgain =
  (deps: PlaceAgainDeps) =>
  async (message: EventMessage): Promise<void> => {
    await attempts(async () => {
      const account = await deps.accounts.find(AccountId.parse(message.accountId));
      if (account?.lifecycle !== "ELIGIBLE") return "done";
      const now = deps.clock.now();
      const allocation = await allocated(deps, account, now);
      const outcome = await deps.write(transaction(deps, { account, message, now }, allocation));
      if (outcome.ok || outcome.error.some(({ name }) => name === "step")) return "done";
      return again;
    }, onConflict);
  };

/** Under a hold nobody may work the account, so nobody is offered it. */
async function allocated(deps: PlaceAgainDeps, account: Account, now: Instant): Promise<Allocation> {
  if (account.holds.length > 0) return { lines: [] };
  const portfolio = await deps.contracts.portfolio(account.lenderId);
  if (portfolio === undefined) throw new Error(`${account.lenderId} has accounts but no portfolio`);
  const agencies = await deps.agencies.findAll(portfolio.contracts.map(({ agencyId }) => agencyId));
  return allocate(placeable(account), candidatesOf(portfolio, agencies), dateOf(now));
}

function transaction(
  deps: PlaceAgainDeps,
  {
    account,
    message,
    now,
  }: { readonly account: Account; readonly message: EventMessage; readonly now: Instant },
  allocation: Allocation,
): Written {
  const step = deps.accounts.step(account.accountId, `place-again#${message.eventId}`, now);
  const offered = offer(account, allocation, { actor, now });
  if (offered === undefined) return waiting(deps, { account, now, step }, allocation);
  const after = withHistory(offered.account, [offered.event], now);
  return {
    identity: [step],
    state: [
      deps.accounts.changed(account, after.account, now),
      deps.placements.created(offered.placement),
      deps.contracts.occupied(offered.contract, offered.placement.usageShard),
      deps.clocks.started(offered.clock),
    ],
    events: after.events,
  };
}

function waiting(
  deps: PlaceAgainDeps,
  {
    account,
    now,
    step,
  }: { readonly account: Account; readonly now: Instant; readonly step: Written["identity"][0] },
  { lines }: Allocation,
): Written {
  const event = {
    type: "account.waits",
    actor,
    effectiveAt: now,
    receivedAt: now,
    data: { allocation: lines },
  };
  const after = withHistory(account, [event], now);
  const dueAt = plusDays(now, RETRY_PLACEMENT_DAYS);
  const { accountId } = account;
  return {
    identity: [step],
    state: [
      deps.accounts.changed(account, after.account, now),
      deps.clocks.restarted({ accountId, kind: "PLACEMENT_RETRY", ref: accountId, dueAt }),
    ],
    events: after.events,
  };
}
