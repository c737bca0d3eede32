import type { Portfolio } from "../contracts/candidates.ts";
import type { ContractStore } from "../contracts/store.ts";
import { placedOn, type Usage } from "../contracts/usage.ts";
import type { LenderId } from "../kernel/ids.ts";
import type { LocalDate } from "../kernel/time.ts";
import type { Write } from "../platform/write.ts";

type Contracts = Pick<ContractStore, "portfolio" | "occupied">;

type Remembered = { readonly portfolio: Portfolio; readonly until: number };

/** How long others' placements may go unseen by a worker. Its own it counts at once. */
const REMEMBERED_MS = 1_000;

/**
 * A lender's contracts and counters, read once for many rows. What is placed meanwhile is counted where it is
 * remembered, so that shares hold within a chunk; capacity is guarded by the counters' own conditions, and a counter
 * that was fuller than remembered is read again at once.
 */
export function rememberedPortfolio(
  { contracts, write }: { readonly contracts: Contracts; readonly write: Write },
  nowMs: () => number,
): { readonly contracts: Contracts; readonly write: Write } {
  const known = new Map<LenderId, Remembered>();
  const reading = new Map<LenderId, Promise<Portfolio | undefined>>();
  const readNow = async (lenderId: LenderId): Promise<Portfolio | undefined> => {
    const portfolio = await contracts.portfolio(lenderId);
    if (portfolio !== undefined) known.set(lenderId, { portfolio, until: nowMs() + REMEMBERED_MS });
    return portfolio;
  };
  return {
    contracts: {
      portfolio: async (lenderId) => {
        const before = known.get(lenderId);
        if (before !== undefined && before.until > nowMs()) return before.portfolio;
        // Rows that come while it is read wait for the same answer, and then decide on what stands.
        const read = reading.get(lenderId) ?? readNow(lenderId).finally(() => reading.delete(lenderId));
        reading.set(lenderId, read);
        const portfolio = await read;
        return known.get(lenderId)?.portfolio ?? portfolio;
      },
      occupied: (contract, room, today) => {
        const before = known.get(contract.lenderId);
        if (before !== undefined)
          known.set(contract.lenderId, {
            ...before,
            portfolio: counted(before.portfolio, { agencyId: contract.agencyId, shard: room.shard }, today),
          });
        return contracts.occupied(contract, room, today);
      },
    },
    write: async (written) => {
      const outcome = await write(written);
      if (!outcome.ok && outcome.error.some(({ name }) => name === "usage")) known.clear();
      return outcome;
    },
  };
}

/** One more is open and placed at this counter. */
function counted(
  portfolio: Portfolio,
  { agencyId, shard }: Pick<Usage, "agencyId" | "shard">,
  today: LocalDate,
): Portfolio {
  const isMeant = (one: Portfolio["usage"][number]) => one.agencyId === agencyId && one.shard === shard;
  const before = portfolio.usage.find(isMeant) ?? { agencyId, shard, open: 0, placed: 0 };
  const placedOnDay = placedOn(before, today) + 1;
  const after = { ...before, open: before.open + 1, placed: before.placed + 1, day: today, placedOnDay };
  return { ...portfolio, usage: [...portfolio.usage.filter((one) => !isMeant(one)), after] };
}
