import type { DebtorStore } from "../accounts/debtor-store.ts";
import type { AccountStore } from "../accounts/store.ts";
import { payloadOf, type DeliverableEvent } from "../deliveries/payload.ts";
import type { OutboundBody } from "../deliveries/wire.ts";
import { AccountId } from "../kernel/ids.ts";
import type { Clock } from "../kernel/time.ts";
import type { CreateOne } from "../platform/dynamo.ts";
import { fieldsIn, type Known } from "./disclosed.ts";
import type { DisclosureStore } from "./store.ts";
import type { Channel } from "./wire.ts";

export type HandOverDeps = {
  readonly accounts: Pick<AccountStore, "find" | "screenings">;
  readonly debtors: Pick<DebtorStore, "find">;
  readonly disclosures: Pick<DisclosureStore, "item">;
  readonly create: CreateOne;
  readonly clock: Clock;
};

/**
 * An event as its agency gets it: the same body on every channel and at every time. What it tells of a debtor
 * is on record before the body is handed out, so that nothing can leave unrecorded; a crash in between records
 * what did not leave yet and will. Handing out again records nothing new.
 */
export const handOver =
  (deps: HandOverDeps) =>
  async (event: DeliverableEvent, channel: Channel): Promise<OutboundBody> => {
    const isDisclosing = event.type === "placement.offered";
    const { type, data } = payloadOf(event, isDisclosing ? await knownOf(deps, event) : undefined);
    if (isDisclosing) await deps.create(deps.disclosures.item(recordOf(deps, { event, channel, data })));
    return {
      specVersion: "1.0",
      eventId: event.eventId,
      eventType: type,
      placementId: event.data.placementId,
      occurredAt: event.effectiveAt,
      data,
    };
  };

export type HandOver = ReturnType<typeof handOver>;

async function knownOf(deps: HandOverDeps, event: DeliverableEvent): Promise<Known> {
  const accountId = AccountId.parse(event.accountId);
  const account = await deps.accounts.find(accountId);
  if (account === undefined) throw new Error(`${event.eventId} points nowhere`);
  const [debtor, [screening]] = await Promise.all([
    deps.debtors.find(accountId, account.lenderId),
    deps.accounts.screenings(accountId),
  ]);
  if (debtor === undefined || screening === undefined)
    throw new Error(`${accountId} has no debtor to disclose`);
  return { debtor, facts: screening.facts };
}

const recordOf = (
  { clock }: Pick<HandOverDeps, "clock">,
  {
    event,
    channel,
    data,
  }: {
    readonly event: DeliverableEvent;
    readonly channel: Channel;
    readonly data: OutboundBody["data"];
  },
) => ({
  accountId: AccountId.parse(event.accountId),
  sequence: event.sequence,
  eventId: event.eventId,
  placementId: event.data.placementId,
  agencyId: event.data.agencyId,
  channel,
  fields: [...fieldsIn(data)],
  disclosedAt: clock.now(),
});
