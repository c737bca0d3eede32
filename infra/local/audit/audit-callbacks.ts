import { canonicalJson } from "./audit-chain.ts";
import { eventsOf, repeated, text, type Check, type Facts } from "./audit-facts.ts";
import { heldByAgency } from "./audit-ledger.ts";
import { isSuspended } from "./audit-suspense.ts";
import { Money } from "./audit-wire.ts";
import type { Sent } from "../agencies/pretend-agency-journal.ts";

/** Taken as something new; money that was known by another event id is taken as a duplicate. */
export const isAccepted = ({ outcomes }: Sent): boolean =>
  outcomes.some(({ answer }) => answer?.disposition === "ACCEPTED");

/** Taken at once, or once a person had released it. */
export const takenIn = ({ quarantined }: Pick<Facts, "quarantined">): ((sent: Sent) => boolean) => {
  const released = new Set(
    quarantined
      .filter(({ disposition }) => disposition === "ACCEPTED")
      .map(({ agencyId, eventId }) => `${agencyId} ${eventId}`),
  );
  return (sent) => isAccepted(sent) || released.has(`${sent.agencyId} ${sent.eventId}`);
};

const isQuarantined = ({ outcomes }: Sent): boolean =>
  outcomes.some(({ answer }) => answer?.disposition === "QUARANTINED");

export const isDuplicate = ({ outcomes }: Sent): boolean =>
  outcomes.some(({ answer }) => answer?.disposition === "DUPLICATE");

/** Every copy of a callback got the answer of the first, and none of them had an effect of its own. */
export const duplicatesChangedNothing: Check = (facts) => [
  ...facts.sent
    .filter((sent) => !answeredAlike(sent))
    .map(({ eventId }) => `${eventId}: its copies were answered differently`),
  ...repeated(effects(facts)).map((effect) => `${effect}: more than one event`),
  ...facts.placed
    .filter(({ accountId, repeats }) => repeats.some((one) => one.accountId !== accountId || !one.replayed))
    .map(({ accountId }) => `${accountId}: a repeated placement was not answered as the first`),
];

function answeredAlike({ outcomes }: Sent): boolean {
  const answers = new Set(
    outcomes.map(({ status, answer, problem }) => canonicalJson({ status, answer, problem })),
  );
  const originals = outcomes.filter(({ status, replayed }) => status === 202 && !replayed);
  return answers.size <= 1 && originals.length <= 1;
}

/** What each event did and by which callback; a reversal that waited is named by its own reference. */
const effects = ({ histories }: Facts): readonly string[] =>
  histories
    .flatMap(({ events }) => events)
    .filter((event) => event.actor.kind === "AGENCY" && event.data["sourceEventId"] !== undefined)
    .map((event) => `${event.type} ${text(event, "sourceEventId")} ${text(event, "reversalRef")}`);

/** Every callback ended with an answer, every taken one is in the history of its account, and no money was refused. */
export const everyCallbackRecorded: Check = (facts) => {
  const sources = new Set(
    facts.histories.flatMap(({ events }) =>
      events.map((event) => `${event.actor.id} ${text(event, "sourceEventId")}`),
    ),
  );
  const isTaken = takenIn(facts);
  const ofAccounts = facts.sent.filter((sent) => !isSuspended(sent));
  return ofAccounts.flatMap((sent) => {
    const isRecorded = sources.has(`${sent.agencyId} ${sent.eventId}`);
    const fault = recordFault(sent, { isRecorded, isTaken: isTaken(sent) });
    return fault === undefined ? [] : [`${sent.eventId}: ${fault}`];
  });
};

function recordFault(
  sent: Sent,
  { isRecorded, isTaken }: { readonly isRecorded: boolean; readonly isTaken: boolean },
): string | undefined {
  if (sent.outcomes.some(({ status }) => status === 0)) return "given up";
  if (isTaken) return isRecorded ? undefined : "taken, but not in the history";
  if (isRecorded) return "not taken, but in the history";
  return isDuplicate(sent) || isQuarantined(sent) || isLawfulRefusal(sent)
    ? undefined
    : `refused: ${JSON.stringify(sent.outcomes[0])}`;
}

/** Agencies act on what they know; what crossed another event on its way may come too late. Money never does. */
const isLawfulRefusal = ({ eventType, outcomes: [first] }: Sent): boolean =>
  eventType === "fee.added"
    ? first?.problem === "fee-not-authorised" || first?.problem === "charges-frozen"
    : first?.status === 409 && first.problem === "invalid-transition" && !eventType.startsWith("payment.");

/** Each payment and reversal that an agency reported was posted once, whatever was repeated or came too early. */
export const everyPaymentPostedOnce: Check = (facts) =>
  (["paymentRef", "reversalRef"] as const).flatMap((ref) => {
    const type = ref === "paymentRef" ? "payment.received" : "payment.reversed";
    const posted = eventsOf(facts, type).map((event) => `${event.actor.id} ${text(event, ref)}`);
    const reported = facts.sent
      .filter((sent) => sent.eventType === type && takenIn(facts)(sent) && !isSuspended(sent))
      .map(({ agencyId, data }) => `${agencyId} ${String(data[ref])}`);
    const known = new Set(posted);
    return [
      ...repeated(posted).map((each) => `${each}: posted more than once`),
      ...reported.filter((each) => !known.has(each)).map((each) => `${each}: reported, but not posted`),
    ];
  });

const money: ReadonlySet<string> = new Set(["payment.received", "payment.corrected", "payment.reversed"]);

/** What the gateway's books say an agency holds is what the agency's own reports add up to. */
export const agencyBooksAgree: Check = (facts) => {
  const reported = new Map<string, number>();
  const said = new Map<string, number>();
  const moved = facts.sent.filter(({ eventType }) => money.has(eventType)).filter(takenIn(facts));
  for (const { agencyId, eventType, data } of moved.filter((sent) => !isSuspended(sent))) {
    const amount = Money.safeParse(data["amount"]).data?.amount ?? 0;
    const payment = `${agencyId} ${String(data["paymentRef"])}`;
    const signed = eventType === "payment.reversed" ? -amount : amount - (said.get(payment) ?? 0);
    if (eventType !== "payment.reversed") said.set(payment, amount);
    reported.set(agencyId, (reported.get(agencyId) ?? 0) + signed);
  }
  const booked = heldByAgency(facts.histories);
  return [...new Set([...reported.keys(), ...booked.keys()])]
    .filter((agencyId) => (reported.get(agencyId) ?? 0) !== (booked.get(agencyId) ?? 0))
    .map((id) => `${id}: reported ${reported.get(id) ?? 0}, booked ${booked.get(id) ?? 0}`);
};
