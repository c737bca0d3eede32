import type { AccountId, AgencyId } from "../kernel/ids.ts";
import { daysBetween } from "../kernel/time.ts";
import type { BookOf } from "./book-of.ts";
import type { ExpectationStore, StoredExpectation } from "./expectation-store.ts";

/** Accounts that are read at once. */
const SIDE_BY_SIDE = 16;

/** Further apart no two payments are suspected to be one: the most that a threshold allows. */
const DAYS_MAX = 60;

type Known = {
  readonly open: readonly StoredExpectation[];
  /** Lines that nothing was matched with. */
  readonly lines: readonly { readonly accountId?: AccountId; readonly agencyId: AgencyId }[];
};

/** What came in, or was given back, since it was planned, and what explains what is open. */
export type Around = {
  readonly open: readonly StoredExpectation[];
  readonly settled: readonly StoredExpectation[];
};

/**
 * What else is of the accounts that something is open of. Of what was matched before, that which explains what is
 * open: the payments that open reversals take back, with what took them back before, and payments that an open one
 * may repeat.
 */
export async function aroundAccounts(
  { expectations }: { readonly expectations: Pick<ExpectationStore, "ofAccount"> },
  of: BookOf,
  { open, lines }: Known,
): Promise<Around> {
  const known = new Set(open.map(({ id }) => id));
  const agencies = new Set([...open, ...lines].map(({ agencyId }) => agencyId));
  const isOpen = (one: StoredExpectation): boolean =>
    isUnmatched(one) &&
    one.lenderId === of.lenderId &&
    one.currency === of.currency &&
    agencies.has(one.agencyId);
  const accountIds = [...new Set([...open, ...lines].flatMap(({ accountId }) => accountId ?? []))];
  const found: Found = { open: [], settled: [] };
  for (let from = 0; from < accountIds.length; from += SIDE_BY_SIDE) {
    const some = accountIds.slice(from, from + SIDE_BY_SIDE);
    const read = await Promise.all(some.map(async (accountId) => expectations.ofAccount(accountId)));
    for (const all of read) addFrom(all, { known, isOpen, found });
  }
  return found;
}

type Found = { readonly open: StoredExpectation[]; readonly settled: StoredExpectation[] };

type Looking = {
  readonly known: ReadonlySet<string>;
  readonly isOpen: (one: StoredExpectation) => boolean;
  readonly found: Found;
};

function addFrom(ofAccount: readonly StoredExpectation[], { known, isOpen, found }: Looking): void {
  const open = ofAccount.filter((one) => known.has(one.id) || isOpen(one));
  found.open.push(...open.filter(({ id }) => !known.has(id)));
  found.settled.push(
    ...ofAccount.filter((one) => one.matchId !== undefined && open.some((other) => explains(one, other))),
  );
}

/** A correction that was taken back expects nothing. */
export const isUnmatched = ({ matchId, amount }: StoredExpectation): boolean =>
  matchId === undefined && amount !== 0;

function explains(settled: StoredExpectation, open: StoredExpectation): boolean {
  if (settled.agencyId === open.agencyId && open.originalPaymentRef !== undefined)
    if ([settled.paymentRef, settled.originalPaymentRef].includes(open.originalPaymentRef)) return true;
  return (
    settled.placementId === open.placementId &&
    settled.kind === open.kind &&
    Math.abs(daysBetween(settled.effectiveOn, open.effectiveOn)) <= DAYS_MAX
  );
}
