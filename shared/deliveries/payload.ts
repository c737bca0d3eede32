import * as z from "zod";
import { AgencyId } from "../kernel/ids.ts";
import { disclosingPayload, type Unsealed } from "./disclosing-payload.ts";
import { recallPayload } from "./recall-payload.ts";
import { outboundData, type OutboundType } from "./wire.ts";

/** What a delivery needs of the event that it carries. */
export const DeliverableEvent = z.object({
  eventId: z.string(),
  accountId: z.string(),
  sequence: z.int(),
  type: z.string(),
  effectiveAt: z.string(),
  data: z.looseObject({ placementId: z.string(), agencyId: AgencyId }),
});
export type DeliverableEvent = z.infer<typeof DeliverableEvent>;

export type Payload = {
  [T in OutboundType]: { readonly type: T; readonly data: z.infer<(typeof outboundData)[T]> };
}[OutboundType];

/**
 * The agency's view of an event. It is a function of the event and of what never changes after it, so that the
 * same event says the same on every channel and whenever it is sent, until what it discloses is withheld. Only
 * an offer discloses the debtor, by the profile that it carries, and only the lender's answer what it wrote.
 */
export function payloadOf(event: DeliverableEvent, unsealed?: Unsealed): Payload {
  const { data, type } = event;
  switch (type) {
    case "placement.cancelled":
      return { type, data: outboundData[type].parse(data) };
    case "hold.ordered":
      return { type: "hold.apply", data: outboundData["hold.apply"].parse(renamed(data)) };
    case "hold.reminded":
      return { type: "hold.reminder", data: outboundData["hold.reminder"].parse(renamed(data)) };
    case "hold.released":
      return { type: "hold.release", data: outboundData["hold.release"].parse(renamed(data)) };
    case "dispute.resolved":
      return { type, data: outboundData[type].parse(data) };
    case "settlement.decided":
      return { type, data: outboundData[type].parse(data) };
    case "cost.decided":
      return { type, data: outboundData[type].parse(data) };
    case "payment.direct_received":
      return { type, data: outboundData[type].parse(data) };
    case "payment.direct_reversed":
      return { type, data: outboundData[type].parse(data) };
    case "balance.adjusted":
      return { type, data: outboundData[type].parse(data) };
    default:
      return disclosingPayload(event, unsealed) ?? recallPayload(event) ?? unknown(event);
  }
}

function unknown({ type }: DeliverableEvent): never {
  throw new Error(`${type} is not for agencies`);
}

/** `type` of an event's data is taken; the hold's is kept as `holdType`. */
const renamed = (data: DeliverableEvent["data"]) => ({ ...data, type: data["holdType"] });
