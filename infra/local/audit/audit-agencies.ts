import { text, type Check, type Facts } from "./audit-facts.ts";
import { dueEvents, held } from "./audit-placements.ts";
import type { Taken } from "../agencies/pretend-agency-journal.ts";

/** An agency's own list, what the agency believes it has, and the histories say the same. */
export const inventoryAgrees: Check = ({ inventories, histories }) => {
  const open = histories.flatMap(({ view }) =>
    held.has(view.lifecycle) ? view.placements.filter(({ endedAt }) => endedAt === undefined) : [],
  );
  return inventories.flatMap(({ agencyId, listed, believed }) => {
    const kept = open.filter((one) => one.agencyId === agencyId).map(({ placementId }) => placementId);
    return [
      ...differences(kept, listed).map(
        (id) => `${agencyId}: ${id} is not both in its list and the histories`,
      ),
      ...differences(kept, believed).map(
        (id) => `${agencyId}: ${id} is not both in its books and the histories`,
      ),
    ];
  });
};

/** What is in one of two lists only, or more than once in one. */
function differences(one: readonly string[], other: readonly string[]): readonly string[] {
  const missing = (from: readonly string[], to: readonly string[]): readonly string[] => {
    const known = new Set(to);
    return from.filter((id, index) => !known.has(id) || from.indexOf(id) !== index);
  };
  return [...new Set([...missing(one, other), ...missing(other, one)])];
}

/** What an agency may know without a disclosure profile of its own. */
const offerMembers = new Set([
  "lenderAccountRef",
  "product",
  "placementNumber",
  "balance",
  "acknowledgeBy",
  "holds",
  "history",
  "delinquencyDate",
  "debtor",
  "withheld",
]);
const debtorMembers = new Set(["name", "language", "region", "contactPoint"]);
const channels = { PUSH: "PUSH", PULL: "FEED", FILE: "FILE" } as const;

/**
 * No offer tells more than the default profile, no other event tells of a debtor, and each offer and each answer
 * to an agency's question is on record.
 */
export const disclosedWithinProfile: Check = (facts) => {
  const recorded = new Map(facts.disclosures.map((one) => [`${one.eventId} ${one.channel}`, one]));
  return [...facts.delivered].flatMap(([eventId, taken]) => {
    const beyond = toldBeyond(taken).map((member) => `${eventId}: tells ${member}`);
    const told = disclosedBy(taken);
    if (told === undefined) return beyond;
    const record = recorded.get(`${eventId} ${channels[taken.by]}`);
    if (record?.agencyId !== taken.agencyId)
      return [...beyond, `${eventId}: no record that it was disclosed`];
    const unrecorded = told.filter((member) => !record.fields.includes(member));
    return [...beyond, ...unrecorded.map((member) => `${eventId}: ${member} is told, but not on record`)];
  });
};

const membersOf = (value: unknown): readonly string[] =>
  typeof value === "object" && value !== null ? Object.keys(value) : [];

/** The fields that must be on record for an event; undefined for one that discloses nothing. */
function disclosedBy({ eventType, data }: Taken): readonly string[] | undefined {
  const isWithheld = "withheld" in data;
  switch (eventType) {
    case "placement.offered": {
      const told = membersOf(data["debtor"]);
      return isWithheld && told.length === 0 ? undefined : told;
    }
    case "information.provided":
      return isWithheld && (data["text"] ?? "") === "" ? undefined : ["information"];
    default:
      return undefined;
  }
}

function toldBeyond({ eventType, data }: Taken): readonly string[] {
  if (eventType !== "placement.offered") return "debtor" in data ? [`a debtor by ${eventType}`] : [];
  return [
    ...membersOf(data).filter((member) => !offerMembers.has(member)),
    ...membersOf(data["debtor"])
      .filter((member) => !debtorMembers.has(member))
      .map((member) => `debtor.${member}`),
  ];
}

/** No debtor's name, e-mail or telephone number is in a log, an event or a dead letter. */
export const noPersonalDataLeaks: Check = ({ leaks }) => leaks;

/** The agency that was away got all its events, those of each placement in their order. */
export const parkedDrained: Check = (facts) => {
  const { agencyId } = facts.outage;
  const due = dueEvents(facts).filter((event) => text(event, "agencyId") === agencyId);
  const missing = due.filter(({ eventId }) => !facts.delivered.has(eventId));
  const sequences = new Map(due.map(({ eventId, sequence }) => [eventId, sequence]));
  return [
    ...missing.map(({ eventId, type }) => `${eventId} (${type}): parked and never delivered`),
    ...outOfOrder(facts, sequences).map((eventId) => `${eventId}: delivered after a later one`),
  ];
};

/** Deliveries that came after one of the same placement with a higher sequence. */
function outOfOrder({ delivered, outage }: Facts, sequences: ReadonlyMap<string, number>): readonly string[] {
  const latest = new Map<string, number>();
  return [...delivered].flatMap(([eventId, { agencyId, placementId }]) => {
    if (agencyId !== outage.agencyId) return [];
    const sequence = sequences.get(eventId) ?? 0;
    const before = latest.get(placementId) ?? 0;
    latest.set(placementId, Math.max(before, sequence));
    return sequence < before ? [eventId] : [];
  });
}
