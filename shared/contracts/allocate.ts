import type { Agency } from "../agencies/model.ts";
import { isLicensed } from "../agencies/model.ts";
import type { AllocationLine } from "../placements/wire.ts";
import type { AgencyId } from "../kernel/ids.ts";
import type { LocalDate } from "../kernel/time.ts";
import type { Contract } from "./model.ts";
import { shardCapacity, USAGE_SHARD_COUNT, type Usage } from "./usage.ts";

/** An agency that the lender has a contract with, and how much it has already. */
export type Candidate = {
  readonly contract: Contract;
  readonly agency: Agency;
  readonly usage: readonly Usage[];
};

export type Placeable = {
  readonly region: string;
  readonly product: string;
  readonly currency: string;
  readonly outstanding: number;
  /** Agencies that had the account before: it never goes back to one that declined or let it lapse. */
  readonly formerHolders: readonly AgencyId[];
  /** Any number that the account keeps: where among the counters it begins to look for room. */
  readonly spread: number;
};

export type Allocation = {
  readonly lines: readonly AllocationLine[];
  readonly chosen?: { readonly candidate: Candidate; readonly usageShard: number };
};

/**
 * Chooses the agency that is furthest behind its contract share, among those that may take the account:
 * hard filters, then the shortfall, then the agency id. Same facts, same choice; every contract that was
 * looked at gets a line that says why.
 */
export function allocate(account: Placeable, candidates: readonly Candidate[], today: LocalDate): Allocation {
  const judged = candidates
    .toSorted((a, b) => (a.agency.agencyId < b.agency.agencyId ? -1 : 1))
    .map((candidate) => ({ candidate, reasons: exclusions(account, candidate, today) }));
  const eligible = judged.filter(({ reasons }) => reasons.length === 0).map(({ candidate }) => candidate);
  const shortfalls = shortfallsOf(eligible);
  const best = eligible.reduce<Candidate | undefined>(
    (leader, one) =>
      leader === undefined || shortfallFor(shortfalls, one) > shortfallFor(shortfalls, leader) ? one : leader,
    undefined,
  );
  const lines = judged.map(({ candidate, reasons }) => lineOf(candidate, reasons, { best, shortfalls }));
  const usageShard = best && roomIn(best, account.spread);
  return { lines, ...(best && usageShard !== undefined && { chosen: { candidate: best, usageShard } }) };
}

/** Is there an agency that is licensed where the debtor lives, whatever its capacity? */
export const hasLicensedAgency = (
  region: string,
  candidates: readonly Candidate[],
  today: LocalDate,
): boolean =>
  candidates.some(({ agency }) => agency.status === "ACTIVE" && isLicensed(agency, region, today));

function exclusions(account: Placeable, { contract, agency, usage }: Candidate, today: LocalDate): string[] {
  const { validFrom, validTo = "9999-12-31", products, balanceMin, balanceMax } = contract;
  const rules: readonly (readonly [boolean, string])[] = [
    [agency.status !== "ACTIVE", "AGENCY_SUSPENDED"],
    [today < validFrom || today > validTo, "CONTRACT_NOT_IN_FORCE"],
    [!isLicensed(agency, account.region, today), "NOT_LICENSED"],
    [contract.currency !== account.currency, "OTHER_CURRENCY"],
    [products.length > 0 && !products.includes(account.product), "OTHER_PRODUCT"],
    [balanceMin !== undefined && account.outstanding < balanceMin.amount, "BELOW_BALANCE_BAND"],
    [balanceMax !== undefined && account.outstanding > balanceMax.amount, "ABOVE_BALANCE_BAND"],
    [account.formerHolders.includes(agency.agencyId), "HELD_IT_BEFORE"],
    [roomIn({ contract, usage }, account.spread) === undefined, "NO_CAPACITY"],
  ];
  return rules.filter(([excluded]) => excluded).map(([, reason]) => reason);
}

/** The first counter with room, beginning at the account's own. */
function roomIn(
  { contract, usage }: Pick<Candidate, "contract" | "usage">,
  spread: number,
): number | undefined {
  return Array.from({ length: USAGE_SHARD_COUNT }, (_, n) => (spread + n) % USAGE_SHARD_COUNT).find(
    (shard) => {
      const open = usage.find((one) => one.shard === shard)?.open ?? 0;
      return open < shardCapacity(contract.capacity, shard);
    },
  );
}

const placedAt = ({ usage }: Candidate): number => usage.reduce((total, one) => total + one.placed, 0);

/** Placements by which each is behind its share, once this one is placed, in thousandths. */
function shortfallsOf(eligible: readonly Candidate[]): ReadonlyMap<AgencyId, number> {
  const placed = eligible.reduce((total, one) => total + placedAt(one), 1);
  const shares = eligible.reduce((total, one) => total + one.contract.share, 0);
  return new Map(
    eligible.map((one) => [
      one.agency.agencyId,
      Math.floor((1000 * placed * one.contract.share) / shares) - 1000 * placedAt(one),
    ]),
  );
}

const shortfallFor = (shortfalls: ReadonlyMap<AgencyId, number>, { agency }: Candidate): number =>
  shortfalls.get(agency.agencyId) ?? Number.NEGATIVE_INFINITY;

function lineOf(
  candidate: Candidate,
  reasons: readonly string[],
  ranking: { readonly best: Candidate | undefined; readonly shortfalls: ReadonlyMap<AgencyId, number> },
): AllocationLine {
  const { agencyId } = candidate.agency;
  if (reasons.length > 0) return { agencyId, outcome: "EXCLUDED", reasons: [...reasons] };
  const shortfall = shortfallFor(ranking.shortfalls, candidate) / 1000;
  return candidate === ranking.best
    ? { agencyId, outcome: "CHOSEN", reasons: ["FURTHEST_BEHIND_SHARE"], shortfall }
    : { agencyId, outcome: "OUTRANKED", reasons: ["ANOTHER_IS_FURTHER_BEHIND"], shortfall };
}
