import * as z from "zod";
import type { AccountFacts } from "../accounts/wire.ts";
import { disclosed, type Known } from "../disclosure/disclosed.ts";
import { DisclosureField, type Withheld } from "../disclosure/wire.ts";
import type { DeliverableEvent, Payload } from "./payload.ts";
import { outboundData, type OutboundType } from "./wire.ts";

/** What an event discloses and what is sealed apart from it: opened, or why it stays sealed. */
export type Unsealed =
  | Known
  | { readonly information: string }
  | { readonly withheld: Withheld; readonly facts: AccountFacts }
  | { readonly withheld: Withheld };

type DisclosingType = Extract<OutboundType, "placement.offered" | "information.provided">;

/** The events that disclose something, by the type under which each leaves. */
const disclosing: ReadonlyMap<string, DisclosingType> = new Map([
  ["placement.offered", "placement.offered"],
  ["placement.information_provided", "information.provided"],
]);

/** Under which type an event leaves that discloses something; undefined for every other. */
export const disclosingTypeOf = ({ type }: Pick<DeliverableEvent, "type">): DisclosingType | undefined =>
  disclosing.get(type);

/**
 * The agency's view of an event that discloses something; undefined for every other. What is withheld leaves
 * its members empty, so that whoever reads the body finds all that it needs.
 * @throws Error without what the event discloses
 */
export function disclosingPayload(event: DeliverableEvent, unsealed?: Unsealed): Payload | undefined {
  const type = disclosingTypeOf(event);
  if (type === undefined) return undefined;
  return type === "placement.offered"
    ? { type, data: offered(event, unsealed) }
    : { type, data: informed(unsealed) };
}

const Profile = z.object({ disclosure: z.array(DisclosureField) });

/** What the contract granted the agency that the account is offered to, as the offer carries it. */
export const profileOf = ({ data }: DeliverableEvent): readonly DisclosureField[] =>
  Profile.parse(data).disclosure;

function offered(event: DeliverableEvent, unsealed?: Unsealed) {
  if (unsealed === undefined || !("facts" in unsealed)) throw new Error("an offer needs the debtor");
  const { lenderAccountRef, product } = unsealed.facts;
  const { balance, holds, acknowledgeBy, placementNumber } = event.data;
  return outboundData["placement.offered"].parse({
    lenderAccountRef,
    product,
    balance,
    holds,
    acknowledgeBy,
    placementNumber,
    ...("debtor" in unsealed ? granted(event, unsealed) : { debtor: {}, withheld: unsealed.withheld }),
  });
}

/** What the profile that the offer carries grants of the debtor, and of what happened to the debt before. */
function granted(event: DeliverableEvent, known: Known) {
  const disclosure = profileOf(event);
  const { history } = event.data;
  const isTold = history !== undefined && disclosure.includes("history");
  return { ...disclosed(known, disclosure), ...(isTold && { history }) };
}

function informed(unsealed?: Unsealed) {
  if (unsealed === undefined || "debtor" in unsealed) throw new Error("an answer needs its text");
  return outboundData["information.provided"].parse(
    "information" in unsealed ? { text: unsealed.information } : { text: "", withheld: unsealed.withheld },
  );
}
