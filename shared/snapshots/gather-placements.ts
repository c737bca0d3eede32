import type { AccountStateStore } from "../accounts/state-store.ts";
import type { HistoryStore } from "../accounts/history-store.ts";
import type { Account } from "../accounts/model.ts";
import { accountIdOf, type AgencyId, type LenderId, type PlacementId } from "../kernel/ids.ts";
import type { Placement } from "../placements/model.ts";
import type { PlacementStore } from "../placements/store.ts";
import type { Page } from "../platform/dynamo.ts";
import { outstandingAt } from "./balance-at.ts";
import type { EndedPlacement, KnownPlacements, OpenPlacement } from "./compare.ts";
import type { Inventory } from "./model.ts";
import type { SnapshotLine } from "./wire.ts";

export type GatherPlacementsDeps = {
  readonly accounts: Pick<AccountStateStore, "findAll">;
  readonly histories: Pick<HistoryStore, "since">;
  readonly placements: Pick<PlacementStore, "openAt" | "findAll">;
};

const PAGE_SIZE = 100;
/** A million placements at one agency. */
const PAGE_COUNT_MAX = 10_000;

/** All that an agency has, and what it had of all that it lists: with what was owed when the inventory was taken. */
export const gatherPlacements =
  (deps: GatherPlacementsDeps) =>
  async (inventory: Inventory, lines: readonly SnapshotLine[]): Promise<KnownPlacements> => {
    const { agencyId } = inventory;
    const open = await everyOpen(deps, agencyId);
    const seen = new Set(open.map(({ placementId }) => placementId));
    const others = await listedBeside(deps, seen, lines);
    const theirs = others.filter((one) => one.agencyId === agencyId);
    return {
      open: await balanced(deps, inventory, [
        ...open,
        // The index of what is open follows the table with a delay.
        ...theirs.filter(({ endedAt }) => endedAt === undefined),
      ]),
      ended: theirs.flatMap(endedOf),
      owners: await ownersOf(deps, lines, [...open, ...theirs]),
    };
  };

/** Whose accounts are listed that were never placed with the agency, as far as there are such accounts. */
async function ownersOf(
  { accounts }: GatherPlacementsDeps,
  lines: readonly SnapshotLine[],
  had: readonly Placement[],
): Promise<ReadonlyMap<PlacementId, LenderId>> {
  const known = new Set(had.map(({ placementId }) => placementId));
  const strange = [...new Set(lines.map(({ placementId }) => placementId))].filter((id) => !known.has(id));
  const found = await accounts.findAll([...new Set(strange.map(accountIdOf))]);
  const lenders = new Map(found.map(({ accountId, lenderId }) => [accountId, lenderId]));
  return new Map(
    strange.flatMap((placementId) => {
      const lenderId = lenders.get(accountIdOf(placementId));
      return lenderId === undefined ? [] : [[placementId, lenderId] as const];
    }),
  );
}

export type GatherPlacements = ReturnType<typeof gatherPlacements>;

async function everyOpen({ placements }: GatherPlacementsDeps, agencyId: AgencyId) {
  const found: Placement[] = [];
  let after: Page["next"];
  for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
    const { placements: some, next } = await placements.openAt(agencyId, PAGE_SIZE, after);
    found.push(...some);
    if (next === undefined) return found;
    after = next;
  }
  throw new Error(`${agencyId} has more than ${PAGE_COUNT_MAX} pages of placements`);
}

const listedBeside = async (
  { placements }: GatherPlacementsDeps,
  seen: ReadonlySet<PlacementId>,
  lines: readonly SnapshotLine[],
): Promise<readonly Placement[]> => {
  const listed = new Set(lines.map(({ placementId }) => placementId));
  return placements.findAll([...listed].filter((placementId) => !seen.has(placementId)));
};

const endedOf = ({ placementId, lenderId, state, endedAt }: Placement): readonly EndedPlacement[] =>
  endedAt === undefined ? [] : [{ placementId, lenderId, state, endedAt }];

async function balanced(
  deps: GatherPlacementsDeps,
  inventory: Inventory,
  placements: readonly Placement[],
): Promise<readonly OpenPlacement[]> {
  const accounts = await deps.accounts.findAll(placements.map(({ accountId }) => accountId));
  const byId = new Map(accounts.map((account) => [account.accountId, account]));
  const found: OpenPlacement[] = [];
  for (const placement of placements) {
    const account = byId.get(placement.accountId);
    if (account !== undefined) found.push(await asItWas(deps, inventory, { placement, account }));
  }
  return found;
}

/** Only an account that moved since then has a history to read. */
async function asItWas(
  { histories }: GatherPlacementsDeps,
  { agencyId, asOf }: Inventory,
  { placement, account }: { readonly placement: Placement; readonly account: Account },
): Promise<OpenPlacement> {
  const { placementId, lenderId, state, offeredAt, acknowledgedAt } = placement;
  const { accountId, sequence, currency, updatedAt } = account;
  const newer = updatedAt > asOf ? await histories.since(accountId, asOf) : [];
  const later = newer.filter((event) => event.sequence <= sequence);
  // It had ended, and was given back since then.
  const reopened = later.find(({ type }) => type === "placement.reopened");
  return {
    placementId,
    lenderId,
    state,
    since: reopened?.postedAt ?? offeredAt,
    ...(acknowledgedAt && { acknowledgedAt }),
    currency,
    outstanding: outstandingAt(account, later, { agencyId, asOf }),
  };
}
