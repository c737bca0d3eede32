import { payloadOf, type DeliverableEvent } from "../deliveries/payload.ts";
import type { OutboundBody } from "../deliveries/wire.ts";
import { AccountId } from "../kernel/ids.ts";
import type { Clock } from "../kernel/time.ts";
import type { CreateOne } from "../platform/dynamo.ts";
import { fieldsIn } from "./disclosed.ts";
import type { Disclosure } from "./model.ts";
import type { DisclosureStore } from "./store.ts";
import { unseal, type UnsealDeps } from "./unseal.ts";
import { informationField, type Channel } from "./wire.ts";

export type HandOverDeps = UnsealDeps & {
  readonly disclosures: Pick<DisclosureStore, "item">;
  readonly create: CreateOne;
  readonly clock: Clock;
};

/**
 * An event as its agency gets it: the same body on every channel and at every time, until the agency attested
 * that it deleted the debtor's data; from then on without them. What a body discloses is on record before it is
 * handed out, so that nothing can leave unrecorded; a crash in between records what did not leave yet and will.
 * Handing out again records nothing new, and what is withheld is no disclosure.
 */
export const handOver =
  (deps: HandOverDeps) =>
  async (event: DeliverableEvent, channel: Channel): Promise<OutboundBody> => {
    const unsealed = await unseal(deps, event);
    const { type, data } = payloadOf(event, unsealed);
    if (unsealed !== undefined && !("withheld" in unsealed)) {
      const fields = "information" in unsealed ? [informationField] : fieldsIn(data);
      await deps.create(deps.disclosures.item(recordOf(deps, { event, channel, fields })));
    }
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

const recordOf = (
  { clock }: Pick<HandOverDeps, "clock">,
  of: {
    readonly event: DeliverableEvent;
    readonly channel: Channel;
    readonly fields: readonly string[];
  },
): Disclosure => ({
  accountId: AccountId.parse(of.event.accountId),
  sequence: of.event.sequence,
  eventId: of.event.eventId,
  placementId: of.event.data.placementId,
  agencyId: of.event.data.agencyId,
  channel: of.channel,
  fields: [...of.fields],
  disclosedAt: clock.now(),
});
