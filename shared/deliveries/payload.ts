import * as z from "zod";
import { disclosed, type Known } from "../disclosure/disclosed.ts";
import { DisclosureField } from "../disclosure/wire.ts";
import { AgencyId } from "../kernel/ids.ts";
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

/** What an event discloses and what is sealed apart from it, opened. */
export type Unsealed = Known | { readonly information: string };

/** The events that disclose something, by the type under which each leaves. */
const disclosing: ReadonlyMap<string, OutboundType> = new Map([
  ["placement.offered", "placement.offered"],
  ["placement.information_provided", "information.provided"],
]);

/** Under which type an event leaves that discloses something; undefined for every other. */
export const disclosingTypeOf = ({ type }: Pick<DeliverableEvent, "type">): OutboundType | undefined =>
  disclosing.get(type);

/**
 * The agency's view of an event. It is a function of the event and of what never changes after it, so that the
 * same event says the same on every channel and whenever it is sent. Only an offer discloses the debtor, by the
 * profile that it carries, and only the lender's answer what the lender wrote.
 */
export function payloadOf(event: DeliverableEvent, unsealed?: Unsealed): Payload {
  const { data, type } = event;
  switch (type) {
    case "placement.offered":
      return { type, data: offered(event, unsealed) };
    case "placement.information_provided":
      return { type: "information.provided", data: informed(unsealed) };
    case "placement.cancelled":
      return { type, data: outboundData[type].parse(data) };
    case "hold.ordered":
      return { type: "hold.apply", data: outboundData["hold.apply"].parse(renamed(data)) };
    case "hold.released":
      return { type: "hold.release", data: outboundData["hold.release"].parse(renamed(data)) };
    case "dispute.resolved":
      return { type, data: outboundData[type].parse(data) };
    case "balance.adjusted":
      return { type, data: outboundData[type].parse(data) };
    default:
      return recallPayload(event) ?? unknown(event);
  }
}

function unknown({ type }: DeliverableEvent): never {
  throw new Error(`${type} is not for agencies`);
}

/** `type` of an event's data is taken; the hold's is kept as `holdType`. */
const renamed = (data: DeliverableEvent["data"]) => ({ ...data, type: data["holdType"] });

const Profile = z.object({ disclosure: z.array(DisclosureField) });

function offered({ data }: DeliverableEvent, known?: Unsealed) {
  if (known === undefined || !("debtor" in known)) throw new Error("an offer needs the debtor");
  const { lenderAccountRef, product } = known.facts;
  const granted = disclosed(known, Profile.parse(data).disclosure);
  const { balance, holds, acknowledgeBy, placementNumber } = data;
  return outboundData["placement.offered"].parse({
    lenderAccountRef,
    product,
    balance,
    holds,
    acknowledgeBy,
    placementNumber,
    ...granted,
  });
}

function informed(answer?: Unsealed) {
  if (answer === undefined || !("information" in answer)) throw new Error("an answer needs its text");
  return outboundData["information.provided"].parse({ text: answer.information });
}
