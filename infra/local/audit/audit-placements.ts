import { eventsOf, perAccount, text, type Check, type Facts } from "./audit-facts.ts";
import type { Event } from "./audit-wire.ts";

/** The lifecycles in which an agency has the account. */
export const held: ReadonlySet<string> = new Set(["OFFERED", "INFO_REQUIRED", "ACTIVE"]);

/** Nothing that a lender handed over is missing, and nothing is there twice. */
export const everyAccountKept: Check = ({ placed, histories }) => {
  const kept = new Set(histories.map(({ view }) => view.accountId));
  const missing = placed
    .filter(({ accountId }) => !kept.has(accountId))
    .map(({ accountId }) => `${accountId}: missing`);
  return histories.length === placed.length
    ? missing
    : [...missing, `${placed.length} placed, ${histories.length} kept`];
};

export const everyVerdictExplained: Check = perAccount(({ view: { lifecycle, screening } }) => {
  const failed = screening.filter(({ outcome }) => outcome === "FAIL");
  if (screening.some(({ explanation }) => explanation === "")) return "a verdict is not explained";
  if (failed.some(({ code }) => code === undefined)) return "a rejection has no code";
  return (lifecycle === "REJECTED") === failed.length > 0
    ? undefined
    : `${lifecycle} with ${failed.length} failed rules`;
});

export const atMostOneOpenPlacementPerAccount: Check = perAccount(({ view: { lifecycle, placements } }) => {
  const open = placements.filter(({ endedAt }) => endedAt === undefined).length;
  return open === (held.has(lifecycle) ? 1 : 0) ? undefined : `${open} open placements while ${lifecycle}`;
});

/** Which event goes to the agency as which delivery. */
const deliveredAs: ReadonlyMap<string, string> = new Map([
  ["placement.offered", "placement.offered"],
  ["placement.cancelled", "placement.cancelled"],
  ["placement.information_provided", "information.provided"],
  ["recall.requested", "recall.pending"],
  ["recall.objected", "recall.extended"],
  ["recall.cancelled", "recall.cancelled"],
  ["placement.recalled", "recall.final"],
  ["placement.reopened", "placement.reopened"],
  ["hold.ordered", "hold.apply"],
  ["hold.reminded", "hold.reminder"],
  ["hold.released", "hold.release"],
  ["dispute.resolved", "dispute.resolved"],
  ["placement.closed", "placement.closed"],
  ["balance.adjusted", "balance.adjusted"],
  ["settlement.decided", "settlement.decided"],
  ["cost.decided", "cost.decided"],
]);

/** The events that concern an agency. */
export const dueEvents = ({ histories }: Facts): readonly Event[] =>
  histories.flatMap(({ events }) => events.filter((event) => isForAgency(event, events)));

/** Every event that concerns an agency reached it, and nothing else did. */
export const everyEventRouted: Check = (facts) => {
  const due = dueEvents(facts);
  const missing = due
    .filter(({ eventId, type }) => facts.delivered.get(eventId)?.eventType !== deliveredAs.get(type))
    .map(({ eventId, type }) => `${eventId} (${type}): not delivered`);
  const known = new Set(due.map(({ eventId }) => eventId));
  const strange = [...facts.delivered].filter(([id]) => !known.has(id));
  return [
    ...missing,
    ...strange.map(([id, { eventType }]) => `${id} (${eventType}): delivered without an event`),
  ];
};

const ends = new Set(["placement.declined", "placement.timed_out", "placement.recalled", "placement.closed"]);

/** The end of a hold concerns an agency only while it has the account, and if it was told of the hold. */
function isForAgency(event: Event, events: readonly Event[]): boolean {
  if (event.type === "placement.closed") return event.actor.kind === "SYSTEM";
  if (event.type !== "hold.released") return deliveredAs.has(event.type);
  const last = events
    .slice(0, event.sequence - 1)
    .findLast(({ type }) => type === "placement.offered" || ends.has(type));
  return last?.type === "placement.offered" && wasOrdered(events, text(event, "holdId"));
}

/** Or it was the agency that reported what the hold is for. */
const wasOrdered = (events: readonly Event[], holdId: string): boolean =>
  events.some((event) => text(event, "holdId") === holdId && tells(event.type));

const tells = (type: string): boolean =>
  type === "hold.ordered" || type === "complaint.raised" || type.startsWith("debtor.");

/** Each dispute led to exactly one order to stop, or was found to be the same as an earlier one. */
export const disputesQueuedOnce: Check = (facts) => {
  const ordered = eventsOf(facts, "hold.ordered").map((event) => text(event, "holdId"));
  return eventsOf(facts, "dispute.raised").flatMap((event) => {
    const holds = ordered.filter((holdId) => holdId === text(event, "holdId")).length;
    const view = facts.disputes.find(({ disputeId }) => disputeId === text(event, "disputeId"));
    if (view === undefined) return [`${event.eventId}: its dispute is not there`];
    return holds === (view.state === "DUPLICATIVE" ? 0 : 1)
      ? []
      : [`${view.disputeId}: ${view.state}, ${holds} holds ordered`];
  });
};

export const everyDisputeResolved: Check = ({ disputes }) =>
  disputes
    .filter(({ state }) => state === "RAISED" || state === "AWAITING_LENDER")
    .map(({ disputeId, state }) => `${disputeId}: ${state}`);

/** Every delivery was signed as it should be and said what is documented. */
export const agenciesUnderstoodEverything: Check = ({ complaints }) => complaints;

export const deadLettersEmpty: Check = ({ deadLetters }) =>
  deadLetters === 0 ? [] : [`${deadLetters} messages in dead-letter queues`];
