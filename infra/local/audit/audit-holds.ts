import * as z from "zod";
import { eventsOf, text, type Check, type Facts } from "./audit-facts.ts";
import type { Event, History } from "./audit-wire.ts";
import { held } from "./audit-placements.ts";

/** A hold as its account's history tells it. */
type Span = { readonly holdId: string; readonly from: string; readonly to?: string };

const putBy = (type: string): boolean =>
  type === "dispute.raised" ||
  type === "complaint.raised" ||
  type === "hold.placed" ||
  type === "hold.applied" ||
  type.startsWith("debtor.");

export const receivedAt = (event: Event): string => String(event["receivedAt"]);

function spansOf(events: readonly Event[]): readonly Span[] {
  const released = new Map(
    events
      .filter(({ type }) => type === "hold.released")
      .map((event) => [text(event, "holdId"), receivedAt(event)]),
  );
  return events
    .filter((event) => putBy(event.type) && text(event, "holdId") !== "")
    .map((event) => {
      const holdId = text(event, "holdId");
      const to = released.get(holdId);
      return { holdId, from: receivedAt(event), ...(to !== undefined && { to }) };
    });
}

const Verdict = z.object({
  startedAt: z.string(),
  violations: z.array(z.string()),
  holds: z.array(z.object({ holdId: z.string(), placedAt: z.string() })).default([]),
});

/**
 * No verdict allows a contact that began while a hold stood: each of these is noted as a violation, with when it began
 * and since when each hold stood; no other contact is.
 */
export const everyContactJudged: Check = ({ histories }) =>
  histories.flatMap((history) =>
    contactFaults(history).map((fault) => `${history.view.accountId}: ${fault}`),
  );

function contactFaults({ view, events }: History): readonly string[] {
  const spans = spansOf(events);
  const contacts = events.filter(({ type }) => type === "contact.attempted");
  const verdicts = contacts.map(({ data }) => Verdict.parse(data));
  const isNoted = view.attention.includes("CONTACT_DURING_HOLD");
  return [
    ...verdicts.flatMap(({ startedAt, violations, holds }) => {
      const standing = spans.filter(
        ({ from, to }) => startedAt > from && (to === undefined || startedAt < to),
      );
      const wanted = standing.map(({ holdId, from }) => `${holdId} ${from}`).toSorted();
      const said = holds.map(({ holdId, placedAt }) => `${holdId} ${placedAt}`).toSorted();
      return violations.includes("CONTACT_DURING_HOLD") === standing.length > 0 &&
        said.join() === wanted.join()
        ? []
        : [`contacted at ${startedAt} under ${standing.length} holds, judged by ${holds.length}`];
    }),
    ...(isNoted === verdicts.some(({ violations }) => violations.length > 0)
      ? []
      : ["a contact during a hold is not what a person is told"]),
  ];
}

/** Who keeps to the rules contacts nobody under a hold. */
export const onlyTheSlyContactedWhileHeld: Check = (facts) =>
  eventsOf(facts, "contact.attempted")
    .filter(({ data }) => Verdict.parse(data).violations.length > 0)
    .filter(({ actor }) => !facts.sly.includes(actor.id))
    .map(({ eventId, actor }) => `${eventId}: ${actor.id} contacted a debtor while a hold stood`);

/**
 * Every order to stop was acknowledged; or it was repeated, the lender heard of it, and the agency lost the account;
 * or the hold, or the placement, was over before that. Nothing waits for an answer.
 */
export const holdsAcknowledged: Check = (facts) => [
  ...facts.histories.flatMap(({ events }) => unanswered(events, facts.delivered)),
  ...facts.histories.flatMap(({ view }) =>
    view.holds
      .filter(({ state }) => held.has(view.lifecycle) && state !== "ACKNOWLEDGED")
      .map(({ holdId, state }) => `${holdId}: ${state}`),
  ),
  ...facts.unacknowledged.map((holdId) => `${holdId}: on the list of holds without an answer`),
];

function unanswered(events: readonly Event[], delivered: Facts["delivered"]): readonly string[] {
  const of = (type: string, holdId: string): boolean =>
    events.some((event) => event.type === type && text(event, "holdId") === holdId);
  // For its silence or, when the lender was faster, for another reason.
  const isLost = events.some(({ type }) => type === "placement.recalled");
  return events
    .filter(({ type, eventId }) => type === "hold.ordered" && delivered.has(eventId))
    .map((event) => text(event, "holdId"))
    .filter((holdId) => !of("hold.acknowledged", holdId))
    .filter((holdId) => !(of("hold.reminded", holdId) && of("hold.escalated", holdId) && isLost))
    .filter((holdId) => of("hold.escalated", holdId) || !of("hold.released", holdId))
    .map((holdId) => `${holdId}: never acknowledged`);
}
