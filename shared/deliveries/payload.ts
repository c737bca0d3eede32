import * as z from "zod";
import type { Account } from "../accounts/model.ts";
import type { AccountFacts, ContactPoint, Debtor } from "../accounts/wire.ts";
import { balanceView } from "../accounts/view.ts";
import { AgencyId } from "../kernel/ids.ts";
import { Money } from "../kernel/money.ts";
import { recallPayload } from "./recall-payload.ts";
import type { OutboundType, outboundData } from "./wire.ts";

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

/** What an offer discloses; other events carry what they say of themselves. */
export type Disclosed = { readonly debtor: Debtor; readonly facts: AccountFacts };

export type Payload = {
  [T in OutboundType]: { readonly type: T; readonly data: z.infer<(typeof outboundData)[T]> };
}[OutboundType];

const text = z.string();

/**
 * The agency's view of an event. Only an offer discloses the debtor, and of them no more than the profile
 * says: name, language, region and one contact point.
 */
export function payloadOf(event: DeliverableEvent, account: Account, disclosed?: Disclosed): Payload {
  const { data } = event;
  switch (event.type) {
    case "placement.offered":
      if (disclosed === undefined) throw new Error("an offer needs the debtor");
      return { type: "placement.offered", data: offered(event, account, disclosed) };
    case "placement.information_provided":
      return { type: "information.provided", data: { text: text.parse(data["text"]) } };
    case "placement.cancelled":
      return { type: "placement.cancelled", data: { code: text.parse(data["code"]) } };
    case "hold.ordered":
      return { type: "hold.apply", data: HoldOrder.parse(renamed(data)) };
    case "hold.released":
      return { type: "hold.release", data: HoldRelease.parse(renamed(data)) };
    case "dispute.resolved":
      return { type: "dispute.resolved", data: Resolved.parse(data) };
    case "balance.adjusted":
      return {
        type: "balance.adjusted",
        data: {
          adjustment: Money.parse(data["adjustment"]),
          balance: balanceView(account),
          reason: text.parse(data["reason"]),
        },
      };
    default:
      return recallPayload(event) ?? unknown(event);
  }
}

function unknown({ type }: DeliverableEvent): never {
  throw new Error(`${type} is not for agencies`);
}

const HoldOrder = z.object({
  holdId: text,
  type: text,
  disputeId: text.exactOptional(),
  acknowledgeBy: text,
});
const HoldRelease = z.object({ holdId: text, type: text });
const Resolved = z.object({ disputeId: text, outcome: text, explanation: text });

/** `type` of an event's data is taken; the hold's is kept as `holdType`. */
const renamed = (data: DeliverableEvent["data"]) => ({ ...data, type: data["holdType"] });

function offered({ data }: DeliverableEvent, account: Account, { debtor, facts }: Disclosed) {
  const contactPoint = bestContactPoint(debtor.contactPoints);
  return {
    lenderAccountRef: account.lenderAccountRef,
    product: account.product,
    delinquencyDate: facts.delinquencyDate,
    balance: balanceView(account),
    acknowledgeBy: text.parse(data["acknowledgeBy"]),
    debtor: {
      name: debtor.name,
      language: debtor.language,
      region: debtor.region,
      ...(contactPoint && { contactPoint }),
    },
    holds: account.holds.map(({ type }) => type),
  };
}

/** The first verified contact point, else the first that is not known to be wrong. */
const bestContactPoint = (points: readonly ContactPoint[]): ContactPoint | undefined =>
  points.find(({ status }) => status === "VERIFIED") ??
  points.find(({ status }) => status !== "UNDELIVERABLE");
