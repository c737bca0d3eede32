import { takenIn } from "./audit-callbacks.ts";
import { eventsOf, perAccount, repeated, text, type Check } from "./audit-facts.ts";
import { isReceivable } from "./audit-ledger.ts";
import { Money, type Event, type History } from "./audit-wire.ts";

const amountOf = (data: Readonly<Record<string, unknown>>): number =>
  Money.safeParse(data["amount"]).data?.amount ?? 0;

const postedOn = (events: readonly Event[], isMeant: (account: string) => boolean): number =>
  events
    .flatMap(({ postings }) => postings)
    .reduce((sum, { account, amount }) => sum + (isMeant(account) ? amount : 0), 0);

const charges = [
  { type: "cost.incurred", ref: "costRef", account: "agency-payable/" },
  { type: "fee.added", ref: "feeRef", account: "fees-added/" },
] as const;

/** What nobody had authorised is posted when it is, and not when it is reported. */
const isOwed = ({ data }: Pick<Event, "data">): boolean => "authorisationRef" in data;

/** Each cost and fee that an agency reported and was let is posted once, with its amount, and nothing else is. */
export const everyChargePostedOnce: Check = (facts) =>
  charges.flatMap(({ type, ref, account }) => {
    const posted = eventsOf(facts, type)
      .filter((event) => isOwed(event) || event.postings.length > 0)
      .map(
        (event) =>
          `${event.actor.id} ${text(event, ref)} ${-postedOn([event], (one) => one.startsWith(account))}`,
      );
    const reported = facts.sent
      .filter((sent) => sent.eventType === type && isOwed(sent) && takenIn(facts)(sent))
      .map(({ agencyId, data }) => `${agencyId} ${String(data[ref])} ${amountOf(data)}`);
    const [known, said] = [new Set(posted), new Set(reported)];
    return [
      ...repeated(posted).map((each) => `${each}: charged more than once`),
      ...reported.filter((each) => !known.has(each)).map((each) => `${each}: reported, but not charged`),
      ...posted.filter((each) => !said.has(each)).map((each) => `${each}: charged, but not reported`),
    ];
  });

const isClearing = (account: string): boolean => account.startsWith("agency-clearing/");

/** The events of each payment of an account, by its agency and reference. */
const paymentsIn = (events: readonly Event[]): ReadonlyMap<string, readonly Event[]> =>
  Map.groupBy(
    events.filter(({ type }) => /^payment\.(received|corrected|reversed)$/u.test(type)),
    (event) => `${event.actor.id} ${text(event, "originalPaymentRef") || text(event, "paymentRef")}`,
  );

/** A payment is worth what was last said of it, less what was taken back, whatever came in between. */
export const paymentsStandAsLastSaid: Check = perAccount(({ events }) => {
  for (const [payment, history] of paymentsIn(events)) {
    const said = history.findLast(({ type, data }) => type !== "payment.reversed" && "amount" in data);
    const back = history.filter(({ type }) => type === "payment.reversed");
    const left = amountOf(said?.data ?? {}) - back.reduce((sum, { data }) => sum + amountOf(data), 0);
    const stands = postedOn(history, isClearing);
    if (stands !== left) return `${payment} stands at ${stands}, and ${left} is left of it`;
  }
  return undefined;
});

/** Money that bounced is owed again, and no older file makes it good. */
export const whatBouncedStaysBounced: Check = perAccount(({ events }) => {
  for (const [payment, history] of paymentsIn(events)) {
    const bounced = history.findIndex(({ data }) => data["reason"] === "NSF");
    if (bounced < 0) continue;
    if (postedOn(history, isClearing) !== 0) return `${payment} bounced, and something of it stands`;
    if (history.slice(bounced).some(({ type }) => type !== "payment.reversed"))
      return `${payment} came again after it had bounced`;
  }
  return undefined;
});

/** A rest is waived where the lender agreed to a part, and the part was paid; nothing is owed then. */
export const onlyWhatWasSettledIsWaived: Check = perAccount(({ events }: History) => {
  for (const [index, event] of events.entries()) {
    if (postedOn([event], (account) => account === "waivers") === 0) continue;
    const before = events.slice(0, index + 1);
    const agreed = before.findLast(
      ({ type, data }) => type === "settlement.decided" && data["decision"] === "APPROVED",
    );
    const asked = before.findIndex(
      (one) => one.type === "settlement.requested" && text(one, "settlementRef") === refOf(agreed),
    );
    if (agreed === undefined || asked < 0) return `event ${event.sequence} waives what nobody agreed to`;
    const paid = postedOn(before.slice(asked), isClearing);
    const offer = Money.parse(agreed.data["offer"]).amount;
    if (paid < offer) return `event ${event.sequence} waives a rest for ${paid} of ${offer}`;
    if (postedOn(before, isReceivable) !== 0) return `event ${event.sequence} waives only a part of the rest`;
  }
  return undefined;
});

const refOf = (event: Event | undefined): string | undefined => event && text(event, "settlementRef");
