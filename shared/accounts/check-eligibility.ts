import { allocate, hasLicensedAgency, type Allocation, type Candidate } from "../contracts/allocate.ts";
import type { AccountId, AgencyId } from "../kernel/ids.ts";
import { daysBetween, type LocalDate } from "../kernel/time.ts";
import { policyFor, type Lender } from "../lenders/model.ts";
import { sha256 } from "../platform/canonical.ts";
import { curedOn, isEligible, screen } from "./screen.ts";
import type { AccountFacts, Verdict } from "./wire.ts";

/** Another account of the same debtor at the same lender, as it stands. */
export type Sibling = {
  readonly accountId: AccountId;
  readonly lenderAccountRef: string;
  readonly originalAccountRef?: string;
  /** Eligible, or with an agency now. */
  readonly isOpen: boolean;
  /** Who works it now. */
  readonly agencyId?: AgencyId;
};

export type EligibilityFacts = {
  readonly account: AccountFacts;
  readonly region: string;
  readonly contactPointCount: number;
  readonly outstanding: number;
  readonly holders: readonly AgencyId[];
  /** Which placement it would be: primary, secondary and so on. */
  readonly placementNumber: number;
  readonly lender: Pick<Lender, "policy">;
  readonly candidates: readonly Candidate[];
  readonly siblings: readonly Sibling[];
  readonly today: LocalDate;
};

export type Eligibility = {
  readonly eligible: boolean;
  readonly verdicts: readonly Verdict[];
  readonly curesOn?: LocalDate;
  /** Empty for an account that is not eligible: nobody was looked for. */
  readonly allocation: Allocation;
};

/** What would become of an account now: every verdict and, when it is eligible, whom it would go to. Writes nothing. */
export function checkEligibility(facts: EligibilityFacts): Eligibility {
  const { account, lender, candidates, today } = facts;
  const openDuplicate = duplicateOf(account, facts.siblings);
  const verdicts = screen({
    account,
    region: facts.region,
    contactPointCount: facts.contactPointCount,
    outstanding: facts.outstanding,
    policy: policyFor(lender.policy, account.product),
    today,
    licensedAgency: hasLicensedAgency(facts.region, candidates, today),
    ...(openDuplicate !== undefined && { openDuplicate }),
  });
  const eligible = isEligible(verdicts);
  const curesOn = eligible ? undefined : curedOn(verdicts);
  return {
    eligible,
    verdicts,
    ...(curesOn !== undefined && { curesOn }),
    allocation: eligible ? allocate(placeable(facts), candidates, today) : { lines: [] },
  };
}

function duplicateOf(
  { originalAccountRef, lenderAccountRef }: AccountFacts,
  siblings: readonly Sibling[],
): string | undefined {
  if (originalAccountRef === undefined) return undefined;
  return siblings.find(
    (one) =>
      one.isOpen &&
      one.originalAccountRef === originalAccountRef &&
      one.lenderAccountRef !== lenderAccountRef,
  )?.lenderAccountRef;
}

/** What allocation needs to know of an account. */
export function placeable(facts: Omit<EligibilityFacts, "candidates" | "contactPointCount">) {
  const { account, lender, holders, siblings, today } = facts;
  const { policy } = lender;
  const { spread, permille } = chanceOf(account.lenderAccountRef);
  return {
    region: facts.region,
    product: account.product,
    currency: account.balance[0]?.amount.currency ?? "",
    outstanding: facts.outstanding,
    ...(account.segment !== undefined && { segment: account.segment }),
    daysPastDue: daysBetween(account.delinquencyDate, today),
    formerHolders: holders,
    placementNumber: facts.placementNumber,
    mayReturn: policy.returnToFormerHolder,
    arm: permille < policy.challengerPermille ? ("CHALLENGER" as const) : ("CHAMPION" as const),
    sameDebtor: policy.sameAgencyPerDebtor ? siblings.flatMap(({ agencyId }) => agencyId ?? []) : [],
    spread,
  };
}

/** Two numbers that look like chance and are the same for an account every time, whoever asks. */
function chanceOf(lenderAccountRef: string) {
  const digest = sha256(lenderAccountRef);
  const part = (from: number): number => Number.parseInt(digest.slice(from, from + 8), 16);
  return { spread: part(0), permille: part(8) % 1000 };
}
