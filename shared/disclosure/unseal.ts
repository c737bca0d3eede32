import type { DebtorStore, OpenableField } from "../accounts/debtor-store.ts";
import type { AccountStore } from "../accounts/store.ts";
import { profileOf, type Unsealed } from "../deliveries/disclosing-payload.ts";
import type { DeliverableEvent } from "../deliveries/payload.ts";
import { PlacementId } from "../kernel/ids.ts";
import type { InformationStore } from "../placements/information-store.ts";
import type { Placement } from "../placements/model.ts";
import type { PlacementStore } from "../placements/store.ts";
import { openedFor, withheldFrom } from "./disclosed.ts";

export type UnsealDeps = {
  readonly accounts: Pick<AccountStore, "screenings">;
  readonly debtors: Pick<DebtorStore, "find">;
  readonly information: Pick<InformationStore, "find">;
  readonly placements: Pick<PlacementStore, "find">;
};

/**
 * What an event discloses, opened, or why it is withheld from its agency now; undefined for an event that
 * discloses nothing. What is withheld or not granted is not opened at all.
 * @throws Error when what it discloses is not there
 */
export async function unseal(deps: UnsealDeps, event: DeliverableEvent): Promise<Unsealed | undefined> {
  switch (event.type) {
    case "placement.offered":
      return ofOffer(deps, await placementOf(deps, event), openedFor(profileOf(event)));
    case "placement.information_provided":
      return ofAnswer(deps, await placementOf(deps, event), event.sequence);
    default:
      return undefined;
  }
}

async function placementOf({ placements }: UnsealDeps, { eventId, data }: DeliverableEvent) {
  const placement = await placements.find(PlacementId.parse(data.placementId));
  if (placement === undefined) throw new Error(`${eventId} points nowhere`);
  return placement;
}

async function ofOffer(
  { accounts, debtors }: UnsealDeps,
  placement: Placement,
  fields: readonly OpenableField[],
): Promise<Unsealed> {
  const { accountId, lenderId } = placement;
  const withheld = withheldFrom(placement);
  const [[screening], debtor] = await Promise.all([
    accounts.screenings(accountId),
    withheld === undefined ? debtors.find(accountId, lenderId, fields) : undefined,
  ]);
  if (screening === undefined) throw new Error(`${accountId} was never screened`);
  const { facts } = screening;
  if (withheld !== undefined) return { withheld, facts };
  if (debtor === undefined) throw new Error(`${accountId} has no debtor to disclose`);
  return { debtor, facts };
}

async function ofAnswer(
  { information }: UnsealDeps,
  placement: Placement,
  sequence: number,
): Promise<Unsealed> {
  const { accountId, lenderId } = placement;
  const withheld = withheldFrom(placement);
  if (withheld !== undefined) return { withheld };
  const text = await information.find({ accountId, sequence }, lenderId);
  if (text === undefined) throw new Error(`${accountId} has no answer at ${sequence} to hand over`);
  return { information: text };
}
