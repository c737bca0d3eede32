import { text, type Check, type Facts, type Quarantined } from "./audit-facts.ts";
import { isAccepted, isDuplicate } from "./audit-callbacks.ts";
import { isSuspended } from "./audit-suspense.ts";
import type { Sent } from "../agencies/pretend-agency-journal.ts";

/** Where an event that was answered 202 ended, by what its agency was told and by the operator's list. */
export type End = "APPLIED" | "DUPLICATE" | "QUARANTINED" | "SUSPENDED";

const nameOf = ({ agencyId, eventId }: { readonly agencyId: string; readonly eventId: string }): string =>
  `${agencyId} ${eventId}`;

/** Every event that the gateway took: those that it refused it did not receive. */
export const receivedOf = ({ sent }: Pick<Facts, "sent">): readonly Sent[] =>
  sent.filter(({ outcomes }) => outcomes.some(({ status }) => status === 202));

/** Where each event ended; an event has one end. */
export function endsOf(facts: Pick<Facts, "sent" | "quarantined">): ReadonlyMap<string, readonly End[]> {
  const kept = new Map(facts.quarantined.map((one) => [nameOf(one), one]));
  return new Map(receivedOf(facts).map((sent) => [nameOf(sent), endsOfOne(sent, kept.get(nameOf(sent)))]));
}

function endsOfOne(sent: Sent, kept: Quarantined | undefined): readonly End[] {
  if (isSuspended(sent)) return ["SUSPENDED"];
  if (kept === undefined) return [...(isAccepted(sent) ? ["APPLIED" as const] : []), ...duplicateOf(sent)];
  if (kept.state !== "RELEASED") return ["QUARANTINED"];
  return kept.disposition === "ACCEPTED" ? ["APPLIED"] : ["DUPLICATE"];
}

const duplicateOf = (sent: Sent): readonly End[] => (isDuplicate(sent) ? ["DUPLICATE"] : []);

/**
 * Applied, duplicate, quarantined and suspended are all that was received: each event has one end, the applied ones
 * alone are in an account's history, and who waits or was rejected, and nobody else, is on the operator's list.
 */
export const everyEventAccountedFor: Check = (facts) => {
  const applied = new Set(
    facts.histories.flatMap(({ events }) =>
      events.map((event) => `${event.actor.id} ${text(event, "sourceEventId")}`),
    ),
  );
  const ends = endsOf(facts);
  const strangers = facts.quarantined.filter((one) => !ends.has(nameOf(one)));
  return [
    ...[...ends].flatMap(([name, all]) => {
      if (all.length !== 1) return [`${name}: ended ${all.length} times (${all.join(", ")})`];
      return applied.has(name) === (all[0] === "APPLIED")
        ? []
        : [`${name}: ${String(all[0])}, but ${applied.has(name) ? "" : "not "}in the history`];
    }),
    ...facts.quarantined
      .filter(({ state, isListed }) => isListed !== (state !== "RELEASED"))
      .map((one) => `${nameOf(one)}: ${one.state}, but ${one.isListed ? "" : "not "}on the list`),
    ...strangers.map((one) => `${nameOf(one)}: quarantined, but no agency was told so`),
  ];
};

/** What each trick must be answered with; who forges learns nothing about which agencies there are. */
const expected: Readonly<Record<Facts["tricks"][number]["kind"], readonly [number, string]>> = {
  FORGED: [401, "signature-invalid"],
  TAMPERED: [401, "signature-invalid"],
  UNKNOWN_AGENCY: [401, "signature-invalid"],
  STALE: [401, "signature-stale"],
  CROWD: [429, "rate-limited"],
};

/** Nothing that was not signed well, was signed long ago, or is more than was agreed, is taken. */
export const noTrickWorked: Check = ({ tricks, histories }) => {
  const recorded = new Set(
    histories.flatMap(({ events }) => events.map((event) => text(event, "sourceEventId"))),
  );
  return tricks.flatMap(({ kind, eventId, status, code, retryAfter }) => {
    const [wantedStatus, wantedCode] = expected[kind];
    const isToldWhen = retryAfter !== undefined && retryAfter.header === retryAfter.body;
    return [
      ...(status === wantedStatus && code === wantedCode
        ? []
        : [`${eventId}: ${kind} got ${status} ${code}`]),
      ...(recorded.has(eventId) ? [`${eventId}: ${kind} is in a history`] : []),
      ...(kind === "CROWD" && !isToldWhen ? [`${eventId}: was not told when to come again`] : []),
    ];
  });
};
