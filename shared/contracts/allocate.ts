import { isLicensed, type Agency } from "../agencies/model.ts";
import type { CommissionPlan } from "../commissions/model.ts";
import type { AgencyId } from "../kernel/ids.ts";
import type { LocalDate } from "../kernel/time.ts";
import type { AllocationLine } from "../placements/wire.ts";
import { exclusionsOf } from "./exclusions.ts";
import type { Contract } from "./model.ts";
import { roomIn, type Room } from "./room.ts";
import type { Usage } from "./usage.ts";
import type { Arm } from "./wire.ts";

/** An agency that the lender has a contract with, and how much it has already. */
export type Candidate = {
  readonly contract: Contract;
  readonly agency: Agency;
  /** The commission plan that the contract names. */
  readonly plan?: CommissionPlan;
  readonly usage: readonly Usage[];
};

export type Placeable = {
  readonly region: string;
  readonly product: string;
  readonly currency: string;
  readonly outstanding: number;
  readonly segment?: string;
  readonly daysPastDue: number;
  /** Which placement it would be: 1 when no agency worked the account so far. */
  readonly placementNumber: number;
  /** Agencies that had the account before, if only as an offer, in order. */
  readonly formerHolders: readonly AgencyId[];
  /** May one of them, though not the last, get it again? */
  readonly mayReturn: boolean;
  /** Which arm of champion and challenger the account belongs to. */
  readonly arm: Arm;
  /** Agencies that work other accounts of the debtor, where the lender wants one agency for each. */
  readonly sameDebtor: readonly AgencyId[];
  /** Any number that the account keeps: where among the counters it begins to look for room. */
  readonly spread: number;
};

export type Allocation = {
  readonly lines: readonly AllocationLine[];
  readonly chosen?: { readonly candidate: Candidate; readonly usageShard: number };
  /** Where the chosen one is counted. */
  readonly room?: Room;
};

type Judged = {
  readonly candidate: Candidate;
  readonly reasons: readonly string[];
  readonly room?: Room;
};

/**
 * Chooses an agency among those that may take the account: hard filters; then whoever works the same debtor,
 * where the lender wants that; then the account's arm; then who is furthest behind its contract share; then the
 * agency id. Same facts, same choice; every contract that was looked at gets a line that says why.
 */
export function allocate(account: Placeable, candidates: readonly Candidate[], today: LocalDate): Allocation {
  const judged = candidates
    .toSorted((a, b) => (a.agency.agencyId < b.agency.agencyId ? -1 : 1))
    .map((candidate) => judge(account, candidate, today));
  const pool = poolOf(
    account,
    judged.filter(({ reasons }) => reasons.length === 0),
  );
  const shortfalls = shortfallsOf(pool.members);
  const best = pool.members.reduce<Judged | undefined>(
    (leader, one) =>
      leader === undefined || shortfallFor(shortfalls, one) > shortfallFor(shortfalls, leader) ? one : leader,
    undefined,
  );
  const lines = judged.map((one) => lineOf(one, { best, shortfalls, pool }));
  if (best?.room === undefined) return { lines };
  const { candidate, room } = best;
  return { lines, chosen: { candidate, usageShard: room.shard }, room };
}

/** Is there an agency that is licensed where the debtor lives, whatever its capacity? */
export const hasLicensedAgency = (
  region: string,
  candidates: readonly Candidate[],
  today: LocalDate,
): boolean =>
  candidates.some(({ agency }) => agency.status === "ACTIVE" && isLicensed(agency, region, today));

function judge(account: Placeable, candidate: Candidate, today: LocalDate): Judged {
  const reasons = exclusionsOf(account, candidate, today);
  const room = roomIn(candidate, account.spread, today);
  return room.found === undefined
    ? { candidate, reasons: [...reasons, room.lacks] }
    : { candidate, reasons, room: room.found };
}

type Pool = {
  readonly members: readonly Judged[];
  /** Said of the one that is chosen, before its share is. */
  readonly because: readonly string[];
  /** Said of those that might have had it, had the pool been another. */
  readonly outside: string;
};

const nobodyIn = {
  CHAMPION: "NO_CHAMPION_COULD_TAKE_IT",
  CHALLENGER: "NO_CHALLENGER_COULD_TAKE_IT",
} as const satisfies Record<Arm, string>;

/** Whom the choice is made among. The other arm gets the account only when nobody in its own may take it. */
function poolOf(account: Placeable, eligible: readonly Judged[]): Pool {
  const known = eligible.filter(({ candidate }) => account.sameDebtor.includes(candidate.agency.agencyId));
  if (known.length > 0)
    return { members: known, because: ["SAME_AGENCY_FOR_DEBTOR"], outside: "ANOTHER_HAS_THE_DEBTOR" };
  const own = eligible.filter(({ candidate }) => candidate.contract.arm === account.arm);
  return own.length > 0
    ? { members: own, because: [], outside: "OTHER_ARM" }
    : { members: eligible, because: [nobodyIn[account.arm]], outside: "OTHER_ARM" };
}

const placedAt = ({ candidate }: Judged): number =>
  candidate.usage.reduce((total, one) => total + one.placed, 0);

/** Placements by which each is behind its share, once this one is placed, in thousandths. */
function shortfallsOf(members: readonly Judged[]): ReadonlyMap<Judged, number> {
  const counted = members.map((one) => ({ one, placed: placedAt(one), share: one.candidate.contract.share }));
  const placed = counted.reduce((total, one) => total + one.placed, 1);
  const shares = counted.reduce((total, one) => total + one.share, 0);
  return new Map(
    counted.map(({ one, placed: own, share }) => [
      one,
      Math.floor((1000 * placed * share) / shares) - 1000 * own,
    ]),
  );
}

const shortfallFor = (shortfalls: ReadonlyMap<Judged, number>, one: Judged): number =>
  shortfalls.get(one) ?? Number.NEGATIVE_INFINITY;

type Ranking = {
  readonly best: Judged | undefined;
  readonly shortfalls: ReadonlyMap<Judged, number>;
  readonly pool: Pool;
};

function lineOf(one: Judged, { best, shortfalls, pool }: Ranking): AllocationLine {
  const { agencyId } = one.candidate.agency;
  if (one.reasons.length > 0) return { agencyId, outcome: "EXCLUDED", reasons: [...one.reasons] };
  const behind = shortfalls.get(one);
  if (behind === undefined) return { agencyId, outcome: "OUTRANKED", reasons: [pool.outside] };
  const shortfall = behind / 1000;
  return one === best
    ? { agencyId, outcome: "CHOSEN", reasons: [...pool.because, "FURTHEST_BEHIND_SHARE"], shortfall }
    : { agencyId, outcome: "OUTRANKED", reasons: ["ANOTHER_IS_FURTHER_BEHIND"], shortfall };
}
