import { agencySeeds, livelySeeds } from "../sandbox/sandbox-seed.ts";
import type { Planted } from "../money/pretend-period.ts";
import { text, type Facts, type PeriodsMoney } from "./audit-facts.ts";
import type { AccountView, Event, History } from "./audit-wire.ts";

type Told = Pick<Planted, "code" | "about"> & { readonly agencyId: string };

/**
 * What must be found of what agencies did and said while they worked: of no amount that clearing would keep, but at
 * odds with the books.
 */
export function toldAtOdds({ histories, sent }: Facts, { lenderId }: PeriodsMoney): readonly Planted[] {
  const told = [
    ...histories.filter(({ view }) => view.lenderId === lenderId).flatMap(ofAccount),
    ...sent
      .filter(isOfNoVersion)
      .flatMap(({ agencyId }) =>
        worksFor(agencyId, lenderId)
          ? [{ code: "SCHEMA_DRIFT", agencyId, about: ["dialect 0 unknown-version /schemaVersion"] }]
          : [],
      ),
  ];
  const once = new Map(told.map((one) => [[one.code, one.agencyId, ...one.about].join(" "), one]));
  return [...once.values()].map((one) => ({ ...one, leaves: [] }));
}

/** The desk rejected it, and nobody can say in which words it may come again. */
const isOfNoVersion = ({ outcomes }: Facts["sent"][number]): boolean =>
  outcomes.some(({ answer }) => answer?.reason === "unknown-version");

const worksFor = (agencyId: string, lenderId: string): boolean =>
  [...agencySeeds, ...livelySeeds].some(({ id, lenders }) => id === agencyId && lenders.includes(lenderId));

const ofAccount = ({ view, events }: History): readonly Told[] => [
  ...events.flatMap((event, n) => ofEvent(view, event, events.slice(0, n + 1))),
  ...owedAgain(view, events),
];

function ofEvent(view: AccountView, event: Event, until: readonly Event[]): readonly Told[] {
  const { accountId } = view;
  const agencyId = event.actor.id;
  switch (event.type) {
    case "contact.attempted":
      return [event.data["violations"]].flat().length > 0
        ? [{ code: "CONTACT_DURING_HOLD", agencyId, about: [accountId, text(event, "attemptRef")] }]
        : [];
    case "hold.escalated":
      return [
        {
          code: "HOLD_NOT_ACKED",
          agencyId: text(event, "agencyId"),
          about: [accountId, text(event, "holdId")],
        },
      ];
    case "placement.acknowledgement_mismatched":
      return isOffered(view, text(event, "placementId"))
        ? [{ code: "BAL_ACK_MISMATCH", agencyId, about: [text(event, "placementId")] }]
        : [];
    case "placement.close_refused":
      return isEnded(view, text(event, "placementId"))
        ? []
        : [
            {
              code: "CLOSE_CODE_INCONSISTENT",
              agencyId,
              about: [`close as ${text(event, "code")}`, text(event, "placementId")],
            },
          ];
    case "placement.closed":
      return event.actor.kind === "AGENCY" && amountIn(event, "finalBalance") !== owedAfter(until)
        ? [{ code: "CLOSE_CODE_INCONSISTENT", agencyId, about: [text(event, "placementId")] }]
        : [];
    default:
      return [];
  }
}

const isOffered = ({ placements }: AccountView, placementId: string): boolean =>
  placements.some(
    (one) => one.placementId === placementId && ["OFFERED", "INFO_REQUIRED"].includes(one.state),
  );

const isEnded = ({ placements }: AccountView, placementId: string): boolean =>
  placements.some((one) => one.placementId === placementId && one.endedAt !== undefined);

const amountIn = ({ data }: Event, member: string): unknown => {
  const value = data[member];
  return typeof value === "object" && value !== null && "amount" in value ? value.amount : undefined;
};

/** What the debtor owes by all postings so far, whether it is disputed or not. */
const owedAfter = (events: readonly Event[]): number =>
  events
    .flatMap(({ postings }) => postings)
    .filter(({ account }) => /^(receivable|disputed)\//u.test(account))
    .reduce((sum, { amount }) => sum + amount, 0);

/** Closed as paid, and owed again since somebody took a payment back. */
function owedAgain(view: AccountView, events: readonly Event[]): readonly Told[] {
  const { accountId, lifecycle, attention, balance } = view;
  if (lifecycle !== "CLOSED" || !attention.includes("REOPEN_REQUIRED") || balance.outstanding.amount <= 0)
    return [];
  const closed = events.findLastIndex(({ type }) => type === "placement.closed");
  const undone = events
    .slice(closed)
    .find(({ type }) => /^payment\.(reversed|corrected|direct_reversed)$/u.test(type));
  const agencyId = undone?.actor.kind === "AGENCY" ? undone.actor.id : "-";
  return [{ code: "CLOSE_CODE_INCONSISTENT", agencyId, about: [accountId] }];
}
