import type { Contract } from "../contracts/model.ts";
import type { AgencyId, LenderId } from "../kernel/ids.ts";
import type { Terms } from "./model.ts";

type Parties = {
  readonly contracts: readonly Contract[];
  /** Facts, each of an agency. */
  readonly facts: readonly { readonly agencyId: AgencyId }[];
  readonly isBanked: boolean;
};

/** What a contract says of how its agency remits. */
type Agreed = Pick<Contract, "remittanceMode" | "sendsAdvices" | "advisesDirectPayments">;

/** Of an agency whose contract is no more. */
const usual: Agreed = { remittanceMode: "GROSS", sendsAdvices: true, advisesDirectPayments: false };

/** How each agency remits that has a contract or a fact; one without a contract is taken to remit all of it. */
export function termsFor(lenderId: LenderId, { contracts, facts, isBanked }: Parties): readonly Terms[] {
  const agreed = new Map<AgencyId, Agreed>();
  for (const { agencyId } of facts) agreed.set(agencyId, usual);
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
