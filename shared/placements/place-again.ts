import { decideAgain, type AgainDecision } from "../accounts/decide-again.ts";
import type { DebtorStore } from "../accounts/debtor-store.ts";
import { withHistory } from "../accounts/history.ts";
import type { Account } from "../accounts/model.ts";
import { familyOf, type Family } from "../accounts/siblings.ts";
import type { AccountStore, Screening } from "../accounts/store.ts";
import type { AgencyStore } from "../agencies/store.ts";
import type { ClockStore } from "../clocks/store.ts";
import { candidatesOf } from "../contracts/candidates.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { Change } from "../kernel/change.ts";
import type { Actor } from "../kernel/event.ts";
import { AccountId } from "../kernel/ids.ts";
import { dateOf, type Clock, type Instant } from "../kernel/time.ts";
import type { EventMessage } from "../outbox/message.ts";
import { again, attempts, onContention } from "../platform/retry.ts";
import type { Write, Written } from "../platform/write.ts";
import type { Placement } from "./model.ts";
import type { PlacementStore } from "./store.ts";

export type PlaceAgainDeps = {
  readonly accounts: Pick<
    AccountStore,
    "find" | "findAll" | "changed" | "step" | "screened" | "latestScreening" | "circumstances"
  >;
  readonly agencies: Pick<AgencyStore, "findAll">;
  readonly clocks: Pick<ClockStore, "restarted">;
  readonly contracts: Pick<ContractStore, "portfolio" | "occupied">;
  readonly debtors: Pick<DebtorStore, "accountsOf" | "seen">;
  readonly placements: Pick<PlacementStore, "created" | "all">;
  readonly write: Write;
  readonly clock: Clock;
};

const actor: Actor = { kind: "SYSTEM", id: "placement-worker" };

/** Looked at again, also when it was rejected before: time or the lender may have cured it. */
const rescreens: readonly string[] = [
  "account.rescreen_due",
  "account.rescreen_requested",
  "account.circumstances_changed",
];

/**
 * Screens an account again that no agency has, and offers it to the next one; it waits when nobody has room, and is
 * rejected when it may no longer be placed.
 */
export const placeAgain =
  (deps: PlaceAgainDeps) =>
  async (message: EventMessage): Promise<void> => {
    await attempts(async () => {
      const account = await deps.accounts.find(AccountId.parse(message.accountId));
      if (account === undefined || !isMeant(account, message)) return "done";
      const now = deps.clock.now();
      const outcome = await deps.write(await decided(deps, { account, message, now }));
      if (outcome.ok || outcome.error.some(({ name }) => name === "step")) return "done";
      return again;
    }, onContention);
  };

const isMeant = ({ lifecycle }: Account, { type }: EventMessage): boolean =>
  lifecycle === "ELIGIBLE" || (lifecycle === "REJECTED" && rescreens.includes(type));

type Occasion = { readonly account: Account; readonly message: EventMessage; readonly now: Instant };

async function decided(deps: PlaceAgainDeps, occasion: Occasion): Promise<Written> {
  const { account, now } = occasion;
  const { accountId, lenderId } = account;
  const [portfolio, screening, circumstances, lastWorked] = await Promise.all([
    deps.contracts.portfolio(lenderId),
    deps.accounts.latestScreening(accountId),
    deps.accounts.circumstances(accountId),
    lastWorkedOf(deps, account),
  ]);
  if (portfolio === undefined || screening === undefined)
    throw new Error(`${accountId} was placed without a portfolio or a screening`);
  const agencies = await deps.agencies.findAll(portfolio.contracts.map(({ agencyId }) => agencyId));
  const family = await familyIn(deps, account, screening);
  const decision = decideAgain({
    account,
    screening,
    circumstances,
    lender: portfolio.lender,
    candidates: candidatesOf(portfolio, agencies),
    siblings: family?.siblings ?? [],
    siblingHolds: family?.holds ?? [],
    lastWorked,
    actor,
    now,
  });
  return transaction(deps, occasion, { decision, family });
}

const familyIn = async (
  deps: PlaceAgainDeps,
  { lenderId, accountId }: Account,
  { debtorIndex }: Screening,
): Promise<Family | undefined> =>
  debtorIndex === undefined ? undefined : familyOf(deps, { lenderId, index: debtorIndex, self: accountId });

/** The last placement that its agency took: an offer that came to nothing tells nothing of the debt. */
async function lastWorkedOf(
  deps: PlaceAgainDeps,
  { accountId, worked = 0 }: Account,
): Promise<Placement | undefined> {
  if (worked === 0) return undefined;
  const placements = await deps.placements.all(accountId);
  return placements.findLast(({ acknowledgedAt }) => acknowledgedAt !== undefined);
}

type Found = { readonly decision: AgainDecision; readonly family: Family | undefined };

function transaction(
  deps: PlaceAgainDeps,
  { account, message, now }: Occasion,
  { decision, family }: Found,
): Written {
  const after = withHistory(decision.account, decision.events, now);
  return {
    identity: [deps.accounts.step(account.accountId, `place-again#${message.eventId}`, now)],
    state: [
      deps.accounts.changed(account, after.account, now),
      ...(decision.screening ? [deps.accounts.screened(after.account, decision.screening)] : []),
      ...itemsOf(deps, { decision, family }, now),
    ],
    events: after.events,
  };
}

function itemsOf(deps: PlaceAgainDeps, { decision, family }: Found, now: Instant): readonly Change[] {
  const { offer, room, clocksStarted } = decision;
  return [
    ...(offer && room
      ? [
          deps.placements.created(offer.placement),
          deps.contracts.occupied(offer.contract, room, dateOf(now)),
          ...deps.clocks.restarted(offer.clock),
        ]
      : []),
    ...(family ? [deps.debtors.seen(family.known)] : []),
    ...clocksStarted.flatMap((clock) => deps.clocks.restarted(clock)),
  ];
}
