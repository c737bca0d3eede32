import type { Contract } from "../contracts/model.ts";
import type { AgencyId, LenderId } from "../kernel/ids.ts";
import type { StoredExpectation } from "./expectation-store.ts";
import type { Terms } from "./model.ts";

type Parties = {
  readonly contracts: readonly Contract[];
  readonly open: readonly StoredExpectation[];
  readonly isBanked: boolean;
};

/** What a contract says of how its agency remits. */
type Agreed = Pick<Contract, "remittanceMode" | "sendsAdvices" | "advisesDirectPayments">;

/** Of an agency whose contract is no more. */
const usual: Agreed = { remittanceMode: "GROSS", sendsAdvices: true, advisesDirectPayments: false };

/** With every agency of which anything is expected: one without a contract is taken for one that remits it all. */
export function termsFor(lenderId: LenderId, { contracts, open, isBanked }: Parties): readonly Terms[] {
  const agreed = new Map<AgencyId, Agreed>();
  for (const { agencyId } of open) agreed.set(agencyId, usual);
  for (const contract of contracts) agreed.set(contract.agencyId, contract);
  return [...agreed].map(([agencyId, { remittanceMode, sendsAdvices, advisesDirectPayments }]) => ({
    lenderId,
    agencyId,
    mode: remittanceMode,
    advises: sendsAdvices,
    banked: isBanked,
    advisesDirectPayments,
  }));
}
