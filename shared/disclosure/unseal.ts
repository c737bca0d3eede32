import type { DebtorStore } from "../accounts/debtor-store.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { DeliverableEvent, Unsealed } from "../deliveries/payload.ts";
import { AccountId, type LenderId } from "../kernel/ids.ts";
import type { InformationStore } from "../placements/information-store.ts";
import type { Known } from "./disclosed.ts";

export type UnsealDeps = {
  readonly accounts: Pick<AccountStore, "find" | "screenings">;
  readonly debtors: Pick<DebtorStore, "find">;
  readonly information: Pick<InformationStore, "find">;
};

/**
 * What an event discloses, opened; undefined for an event that discloses nothing.
 * @throws Error when what it discloses is not there
 */
export async function unseal(deps: UnsealDeps, event: DeliverableEvent): Promise<Unsealed | undefined> {
  switch (event.type) {
    case "placement.offered":
      return knownOf(deps, event);
    case "placement.information_provided":
      return answerOf(deps, event);
    default:
      return undefined;
  }
}

async function knownOf(deps: UnsealDeps, event: DeliverableEvent): Promise<Known> {
  const accountId = AccountId.parse(event.accountId);
  const lenderId = await lenderOf(deps, event);
  const [debtor, [screening]] = await Promise.all([
    deps.debtors.find(accountId, lenderId),
    deps.accounts.screenings(accountId),
  ]);
  if (debtor === undefined || screening === undefined)
    throw new Error(`${accountId} has no debtor to disclose`);
  return { debtor, facts: screening.facts };
}

async function answerOf(deps: UnsealDeps, event: DeliverableEvent): Promise<Unsealed> {
  const accountId = AccountId.parse(event.accountId);
  const { sequence } = event;
  const information = await deps.information.find({ accountId, sequence }, await lenderOf(deps, event));
  if (information === undefined) throw new Error(`${event.eventId} has no text to hand over`);
  return { information };
}

async function lenderOf({ accounts }: UnsealDeps, event: DeliverableEvent): Promise<LenderId> {
  const account = await accounts.find(AccountId.parse(event.accountId));
  if (account === undefined) throw new Error(`${event.eventId} points nowhere`);
  return account.lenderId;
}
