import type { Account } from "../accounts/model.ts";
import type { DebtorStore } from "../accounts/debtor-store.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { AgencyStore } from "../agencies/store.ts";
import { AccountId } from "../kernel/ids.ts";
import type { Clock } from "../kernel/time.ts";
import type { EventMessage } from "../outbox/message.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import type { PostToAgency } from "./agency-client.ts";
import type { Attempt } from "./model.ts";
import { DeliverableEvent, payloadOf, type Disclosed } from "./payload.ts";
import type { DeliveryStore } from "./store.ts";

export type DeliverDeps = {
  readonly accounts: Pick<AccountStore, "find" | "screenings">;
  readonly agencies: Pick<AgencyStore, "find">;
  readonly debtors: Pick<DebtorStore, "find">;
  readonly deliveries: DeliveryStore;
  readonly post: PostToAgency;
  readonly update: UpdateOne;
  readonly clock: Clock;
};

/**
 * Carries one event to its agency and notes how it went. An event that was taken is not sent again by a
 * repeated message; one whose answer was lost is, with the same id.
 * @returns what came of the attempt; undefined when it had been delivered before
 */
export const deliver =
  (deps: DeliverDeps) =>
  async (message: EventMessage): Promise<Attempt | undefined> => {
    const known = await deps.deliveries.find(message.accountId, message.sequence);
    if (known?.state === "DELIVERED") return undefined;
    const event = DeliverableEvent.parse(await deps.deliveries.event(message.accountId, message.sequence));
    const accountId = AccountId.parse(event.accountId);
    const [account, agency] = await Promise.all([
      deps.accounts.find(accountId),
      deps.agencies.find(event.data.agencyId),
    ]);
    if (account === undefined || agency === undefined) throw new Error(`${event.eventId} points nowhere`);
    const disclosed = event.type === "placement.offered" ? await disclosedOf(deps, account) : undefined;
    const { type, data } = payloadOf(event, account, disclosed);
    const at = deps.clock.now();
    const attempt = await deps.post(
      agency,
      {
        specVersion: "1.0",
        eventId: event.eventId,
        eventType: type,
        placementId: event.data.placementId,
        occurredAt: event.effectiveAt,
        data,
      },
      at,
    );
    await deps.update(deps.deliveries.attempted(event, attempt, at));
    return attempt;
  };

async function disclosedOf(deps: DeliverDeps, account: Account): Promise<Disclosed> {
  const [debtor, [screening]] = await Promise.all([
    deps.debtors.find(account.accountId, account.lenderId),
    deps.accounts.screenings(account.accountId),
  ]);
  if (debtor === undefined || screening === undefined)
    throw new Error(`${account.accountId} has no debtor to disclose`);
  return { debtor, facts: screening.facts };
}
