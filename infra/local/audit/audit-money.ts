import type { Check, Facts, FoundBreak, PeriodsMoney } from "./audit-facts.ts";
import { text } from "./audit-facts.ts";
import { toldAtOdds } from "./audit-told.ts";
import type { Event } from "./audit-wire.ts";
import type { Planted } from "../money/pretend-period.ts";

/** A break by its code, its agency and the references of what is at odds. */
const nameOf = ({ code, agencyId, about }: Pick<FoundBreak, "code" | "agencyId" | "about">): string =>
  `${code} ${agencyId ?? "-"} ${about.toSorted().join(" ")}`;

/** How many matches stood in the end. */
export const matchCountOf = ({ runs }: PeriodsMoney): number => runs.at(-1)?.matches ?? 0;

/** What must be found though nobody planted it: what came in after its placement had ended. */
const afterEnds = ({ histories }: Facts, { lenderId }: PeriodsMoney): readonly Planted[] =>
  histories
    .filter(({ view }) => view.lenderId === lenderId)
    .flatMap(({ view, events }) =>
      events
        .filter(({ type }) => type === "payment.received")
        .filter((event) => {
          const placement = view.placements.find(
            ({ placementId }) => placementId === text(event, "placementId"),
          );
          const ended = placement?.endedAt?.slice(0, 10);
          return ended !== undefined && String(event["effectiveAt"]).slice(0, 10) > ended;
        })
        .map((event) => ({
          code: "PAY_AFTER_RECALL_IN_TAIL",
          agencyId: event.actor.id,
          about: [text(event, "paymentRef")],
          leaves: [],
        })),
    );

const CREDIT_OPEN_DAYS = 30;

const DAY_MS = 86_400_000;

/** Since when an account shows more than was owed: the event that left something over where nothing was. */
function creditedSince(events: readonly Event[]): string | undefined {
  let [balance, since]: [number, string | undefined] = [0, undefined];
  for (const event of events) {
    const moved = event.postings.filter(({ account }) => account === "credit-balance");
    balance += moved.reduce((sum, { amount }) => sum + amount, 0);
    since = balance < 0 ? (since ?? String(event["effectiveAt"]).slice(0, 10)) : undefined;
  }
  return since;
}

/** And what debtors paid too much long ago, and nobody gave back. */
const longCredits = ({ histories }: Facts, { lenderId, asOf }: PeriodsMoney): readonly Planted[] =>
  histories
    .filter(({ view }) => view.lenderId === lenderId)
    .flatMap(({ view, events }) => {
      const since = creditedSince(events);
      const holder = view.placements.at(-1)?.agencyId;
      const days = since === undefined ? 0 : (Date.parse(asOf) - Date.parse(since)) / DAY_MS;
      if (days <= CREDIT_OPEN_DAYS || holder === undefined) return [];
      return [{ code: "CREDIT_BALANCE", agencyId: holder, about: [view.accountId], leaves: [] }];
    });

/** All that must be found of a lender's money. */
export const expectedBreaks = (facts: Facts, money: PeriodsMoney): readonly Planted[] => [
  ...money.planted,
  ...afterEnds(facts, money),
  ...longCredits(facts, money),
  ...toldAtOdds(facts, money),
];

const perLender =
  (faults: (money: PeriodsMoney, facts: Facts) => readonly string[]): Check =>
  (facts) =>
    facts.money.flatMap((money) => faults(money, facts).map((fault) => `${money.lenderId}: ${fault}`));

const lastFound = ({ found }: PeriodsMoney): readonly FoundBreak[] => found.at(-1) ?? [];

/** What is wrong on purpose, and no break with its code. */
export const unfound = (money: PeriodsMoney, facts: Facts): readonly string[] => {
  const found = new Set(lastFound(money).map(nameOf));
  return expectedBreaks(facts, money)
    .map(nameOf)
    .filter((name) => !found.has(name));
};

/** A break that nothing is behind, or a second one of the same. */
export const invented = (money: PeriodsMoney, facts: Facts): readonly string[] => {
  const left = expectedBreaks(facts, money).map(nameOf);
  return lastFound(money).flatMap((one) => {
    const at = left.indexOf(nameOf(one));
    if (at >= 0) left.splice(at, 1);
    return at >= 0 ? [] : [nameOf(one)];
  });
};

/** All that is wrong on purpose is found, with the code that it deserves. */
export const everyPlantedBreakIsFound: Check = perLender((money, facts) =>
  unfound(money, facts).map((name) => `${name}: not found`),
);

/** And nothing else is, whatever was split, lumped together, spelt otherwise or taken back after it was matched. */
export const noBreakIsInvented: Check = perLender((money, facts) =>
  invented(money, facts).map((name) => `${name}: invented`),
);

/** A run that follows another has nothing to do. */
export const reconcilingAgainChangesNothing: Check = perLender(({ runs, found }) => {
  const [first = [], second = []] = found.map((breaks) => breaks.map(nameOf).toSorted().join());
  const [matched, again] = runs.map(({ matches }) => matches);
  return [
    ...(again === matched ? [] : [`${matched} matches stood, and ${again} after the second run`]),
    ...(first === second ? [] : ["the second run changed what is open"]),
    ...runs.flatMap(({ notMade }) => (notMade === 0 ? [] : [`${notMade} matches were found and not made`])),
  ];
});

/** What people resolved stays so, whatever is reconciled after it. */
export const whatIsResolvedStaysResolved: Check = perLender(({ stillOpen }) =>
  stillOpen.map((one) => `${nameOf(one)}: open again`),
);

const passing = ["agency-clearing/", "in-transit/", "bank-clearing", "suspense/"];

/** All accounts that money passes through are back at zero, but for what the planted mistakes leave. */
export const clearingReturnsToWhatIsExplained: Check = perLender(({ balances, planted, carried }) => {
  const explained = new Map<string, number>();
  for (const { account, amount } of [...planted.flatMap(({ leaves }) => leaves), ...carried])
    explained.set(account, (explained.get(account) ?? 0) + amount);
  const accounts = new Set([...balances.keys(), ...explained.keys()]);
  return [...accounts]
    .filter((account) => passing.some((name) => account.startsWith(name)))
    .filter((account) => (balances.get(account) ?? 0) !== (explained.get(account) ?? 0))
    .map((account) => `${account}: ${balances.get(account) ?? 0}, explained ${explained.get(account) ?? 0}`);
});

/** By how much the exported journals are out of balance, or not what the gateway says of them. */
export const imbalanceOf = ({ money }: Facts): number =>
  money.reduce(
    (sum, { exported: { debit, credit, said } }) =>
      sum +
      Math.abs(debit - credit) +
      Math.abs(debit - (said.debit ?? 0)) +
      Math.abs(credit - (said.credit ?? 0)),
    0,
  );

/** Each exported journal has as much in debit as in credit, and something at all. */
export const exportedJournalsBalance: Check = (facts) => [
  ...(imbalanceOf(facts) === 0 ? [] : [`out of balance by ${imbalanceOf(facts)}`]),
  ...facts.money.flatMap(({ lenderId, exported }) =>
    exported.debit > 0 ? [] : [`${lenderId}: nothing in it`],
  ),
];

/** Whether every month that is over was closed, and there was one. */
export const isClosed = ({ months }: PeriodsMoney): boolean =>
  months.length > 0 && months.every(({ state }) => state === "CLOSED");

/** Once nothing is wrong any more, nothing keeps a month from being closed that is over. */
export const monthsThatAreOverAreClosed: Check = perLender((money) =>
  isClosed(money)
    ? []
    : [
        `${money.months.length} months are over`,
        ...money.months
          .filter(({ state }) => state !== "CLOSED")
          .map(({ month, state, blockedBy }) => `${month} is ${state}: ${blockedBy.join("; ")}`),
      ],
);

/** The books have at every bank what the bank's last statement says. */
export const booksAgreeWithBanks: Check = perLender(({ months }) =>
  months.flatMap(({ month, banksDiffer }) =>
    banksDiffer === undefined ? [] : [`closing ${month}: ${banksDiffer}`],
  ),
);

/** The advices of months that are closed. */
const ofClosedMonths = ({ months, advices }: PeriodsMoney) =>
  advices.filter(({ advisedOn }) =>
    months.some(({ month, state }) => state === "CLOSED" && advisedOn.startsWith(month)),
  );

/** How many advices are at their end. */
export const lockedCountOf = (money: PeriodsMoney): number =>
  money.advices.filter(({ state }) => state === "LOCKED").length;

/** Once its month is closed an advice is final whose money is there; and there was one. */
export const closedMonthsFreezeAdvices: Check = perLender((money) => [
  ...(lockedCountOf(money) > 0 ? [] : ["no advice is locked"]),
  ...ofClosedMonths(money)
    .filter(({ state }) => state === "FUNDED" || state === "SETTLED")
    .map(({ remittanceRef, state }) => `${remittanceRef} is ${state} in a month that is closed`),
]);
