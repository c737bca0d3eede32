import { misfortunesOfPersons } from "../agencies/pretend-agency-steps.ts";
import { text, type Check } from "./audit-facts.ts";
import { receivedAt } from "./audit-holds.ts";
import type { Event, History } from "./audit-wire.ts";

const personal: ReadonlySet<string> = new Set(misfortunesOfPersons);

/** What an agency reported of a debtor as a person, which puts a hold. */
const reportsIn = ({ events }: History): readonly Event[] =>
  events.filter(
    (event) => personal.has(event.type) && event.actor.kind === "AGENCY" && text(event, "holdId") !== "",
  );

/** Every other debt of the person that somebody could work got the hold as well, and its holder was told. */
export const personalHoldsReachEveryDebt: Check = ({ histories, persons }) => {
  const debts = Map.groupBy(
    histories,
    ({ view }) => `${view.lenderId} ${persons.get(view.lenderAccountRef) ?? view.accountId}`,
  );
  return [...debts.values()].flatMap((all) =>
    all.flatMap((one) =>
      reportsIn(one).flatMap((report) =>
        all
          .filter((other) => other !== one && isUnreached(other, report, answeredAt(one, report)))
          .map(({ view }) => `${view.accountId}: ${report.type} of ${one.view.accountId} did not reach it`),
      ),
    ),
  );
};

const answeredAt = ({ events }: History, report: Event): string | undefined => {
  const answer = events.find(
    (event) =>
      event.type === "debtor_report.answered" && text(event, "reportId") === text(report, "reportId"),
  );
  return answer && receivedAt(answer);
};

function isUnreached({ events }: History, report: Event, until: string | undefined): boolean {
  const isHeld = events.some(
    (event) => event.type === "hold.placed" && text(event, "reportId") === text(report, "reportId"),
  );
  return !isHeld && isWorkableFrom(events, receivedAt(report), until);
}

const ends: ReadonlySet<string> = new Set(["placement.recalled", "placement.closed"]);
const begins: ReadonlySet<string> = new Set(["placement.offered", "placement.reopened", "account.screened"]);

/** Whether somebody worked the account, or might have got it, all the time. */
function isWorkableFrom(events: readonly Event[], from: string, until: string | undefined): boolean {
  const last = events.findLast(
    (event) => receivedAt(event) <= from && (ends.has(event.type) || begins.has(event.type)),
  );
  if (last === undefined || ends.has(last.type) || last.data["outcome"] === "REJECTED") return false;
  return !events.some(
    (event) =>
      ends.has(event.type) && receivedAt(event) > from && (until === undefined || receivedAt(event) <= until),
  );
}
