import type { Reach } from "../access/scope.ts";
import type { AgencyStore } from "../agencies/store.ts";
import { candidatesOf } from "../contracts/candidates.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { LenderId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import { dateOf, type Clock } from "../kernel/time.ts";
import type { Lender } from "../lenders/model.ts";
import type { PolicyBody } from "../lenders/wire.ts";
import { checkEligibility, type Eligibility } from "./check-eligibility.ts";
import type { DebtorStore } from "./debtor-store.ts";
import { usableContactPoints } from "./decide-placement.ts";
import { familyOf } from "./siblings.ts";
import type { AccountStore } from "./store.ts";
import { AccountFacts, type EligibilityCheckRequest, type EligibilityCheckView } from "./wire.ts";

export type TryAccountDeps = {
  readonly accounts: Pick<AccountStore, "findAll">;
  readonly agencies: Pick<AgencyStore, "findAll">;
  readonly contracts: Pick<ContractStore, "portfolio" | "policyVersion">;
  readonly debtors: Pick<DebtorStore, "indexOf" | "accountsOf">;
  readonly clock: Clock;
};

/**
 * Says what would become of an account if it were placed now, and writes nothing.
 * @throws Refused `not-found` for an unknown lender or policy version, `forbidden` for a draft that a lender sends
 */
export const tryAccount =
  (deps: TryAccountDeps) =>
  async (reach: Reach, request: EligibilityCheckRequest): Promise<EligibilityCheckView> => {
    const lenderId = lenderMeant(reach, request);
    const { debtor, policy: _draft, policyVersion: _asked, lenderId: _named, ...said } = request;
    const [portfolio, siblings] = await Promise.all([
      deps.contracts.portfolio(lenderId),
      siblingsOf(deps, lenderId, debtor),
    ]);
    if (portfolio === undefined) throw new Refused({ code: "not-found", detail: "No such lender." });
    const tried = await policyMeant(deps, portfolio.lender, request);
    const agencies = await deps.agencies.findAll(portfolio.contracts.map(({ agencyId }) => agencyId));
    const found = checkEligibility({
      account: AccountFacts.parse(said),
      region: debtor.region,
      contactPointCount: usableContactPoints(debtor),
      outstanding: request.balance.reduce((total, { amount }) => total + amount.amount, 0),
      holders: [],
      placementNumber: 1,
      lender: { policy: tried.policy },
      candidates: candidatesOf(portfolio, agencies),
      siblings,
      today: dateOf(deps.clock.now()),
    });
    return viewOf(found, tried.policyVersion);
  };

/** Drafts are the operator's: a lender is judged by what was agreed. */
function lenderMeant(reach: Reach, { lenderId, policy }: EligibilityCheckRequest): LenderId {
  if (reach.lenderId !== undefined) {
    if (policy !== undefined)
      throw new Refused({ code: "forbidden", detail: "Only the operator tries a draft of a policy." });
    if (lenderId !== undefined && lenderId !== reach.lenderId)
      throw new Refused({ code: "not-found", detail: "No such lender." });
    return reach.lenderId;
  }
  if (lenderId !== undefined) return lenderId;
  const detail = "name the lender whose account it would be";
  throw new Refused({
    code: "invalid-request",
    detail: "Name a lender.",
    errors: [{ pointer: "/lenderId", code: "required", detail }],
  });
}

async function siblingsOf(
  deps: TryAccountDeps,
  lenderId: LenderId,
  { identifier }: EligibilityCheckRequest["debtor"],
) {
  if (identifier === undefined) return [];
  const index = await deps.debtors.indexOf(lenderId, identifier);
  return (await familyOf(deps, { lenderId, index })).siblings;
}

type Tried = { readonly policy: PolicyBody; readonly policyVersion?: number };

async function policyMeant(
  deps: TryAccountDeps,
  { lenderId, policy, policyVersion }: Lender,
  asked: EligibilityCheckRequest,
): Promise<Tried> {
  if (asked.policy !== undefined) return { policy: asked.policy };
  if (asked.policyVersion === undefined || asked.policyVersion === policyVersion)
    return { policy, policyVersion };
  const former = await deps.contracts.policyVersion(lenderId, asked.policyVersion);
  if (former === undefined)
    throw new Refused({ code: "not-found", detail: "No such version of the policy." });
  return { policy: former.policy, policyVersion: former.version };
}

const viewOf = (
  { eligible, verdicts, curesOn, allocation }: Eligibility,
  policyVersion: number | undefined,
): EligibilityCheckView => ({
  outcome: eligible ? "ELIGIBLE" : "REJECTED",
  ...(policyVersion !== undefined && { policyVersion }),
  verdicts: [...verdicts],
  ...(curesOn !== undefined && { curesOn }),
  ...(allocation.chosen && { agencyId: allocation.chosen.candidate.agency.agencyId }),
  allocation: [...allocation.lines],
});
