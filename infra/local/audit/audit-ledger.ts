import type { Event, History } from "./audit-wire.ts";

/** The sum of the postings of each ledger account, in minor units: positive is a debit balance. */
function foldOf(events: readonly Event[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { account, amount } of events.flatMap(({ postings }) => postings))
    sums.set(account, (sums.get(account) ?? 0) + amount);
  return sums;
}

/** What debtors owe stands in one of these for each component, disputed or not. */
export const isReceivable = (account: string): boolean => /^(?:receivable|disputed)\//u.test(account);

/** Where the shown balance differs from the fold of the postings. */
export function balanceFault({ view, events }: History): string | undefined {
  const sums = foldOf(events);
  const where = view.facets.dispute === "OPEN" ? "disputed" : "receivable";
  const shown = new Map(
    view.balance.components.map((part) => [`${where}/${part.component}`, part.amount.amount]),
  );
  for (const account of new Set([...sums.keys(), ...shown.keys()])) {
    const folded = sums.get(account) ?? 0;
    if (isReceivable(account) && folded !== (shown.get(account) ?? 0))
      return `${account} is ${shown.get(account) ?? 0}, its postings sum to ${folded}`;
  }
  const credit = -(sums.get("credit-balance") ?? 0);
  const { amount } = view.balance.creditBalance;
  return credit === amount ? undefined : `the credit balance is ${amount}, its postings sum to ${credit}`;
}

export function componentsFault({ view: { balance } }: History): string | undefined {
  const amounts = [
    ...balance.components.map((part) => part.amount),
    balance.creditBalance,
    balance.outstanding,
  ];
  if (amounts.some(({ currency }) => currency !== balance.currency)) return "the currencies are mixed";
  const sum = balance.components.reduce((total, { amount }) => total + amount.amount, 0);
  return sum === balance.outstanding.amount
    ? undefined
    : `components ${sum}, outstanding ${balance.outstanding.amount}`;
}

/** An event whose debits are not its credits. */
export function entryFault(events: readonly Event[]): string | undefined {
  const odd = events.find(({ postings }) => postings.reduce((total, { amount }) => total + amount, 0) !== 0);
  return odd && `event ${odd.sequence} (${odd.type}) does not balance`;
}

/** What agencies hold by the gateway's books, by agency: clearing and suspense together. */
export function heldByAgency(histories: readonly History[]): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const [account, amount] of histories.flatMap(({ events }) => [...foldOf(events)])) {
    const [book, agencyId = ""] = account.split("/");
    if (book === "agency-clearing" || book === "suspense")
      held.set(agencyId, (held.get(agencyId) ?? 0) + amount);
  }
  return held;
}
