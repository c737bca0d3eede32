import type { AccountId } from "../kernel/ids.ts";
import { daysBetween } from "../kernel/time.ts";
import type { ExpectationStore, StoredExpectation } from "./expectation-store.ts";

/** Accounts that are read at once. */
const SIDE_BY_SIDE = 16;

/** Further apart no two payments are suspected to be one: the most that a threshold allows. */
const DAYS_MAX = 60;

/**
 * What was matched before of the accounts that something is open of, as far as it explains that: the payments that
 * open reversals take back, with what took them back before, and payments that an open one may repeat.
 */
export async function settledAround(
  { expectations }: { readonly expectations: Pick<ExpectationStore, "ofAccount"> },
  open: readonly StoredExpectation[],
): Promise<readonly StoredExpectation[]> {
  const byAccount = [...Map.groupBy(open, ({ accountId }) => accountId)];
  const found: StoredExpectation[] = [];
  for (let from = 0; from < byAccount.length; from += SIDE_BY_SIDE) {
    const some = byAccount.slice(from, from + SIDE_BY_SIDE);
    const read = await Promise.all(some.map(async (one) => settledOf(expectations, one)));
    for (const settled of read) for (const one of settled) found.push(one);
  }
  return found;
}

async function settledOf(
  expectations: Pick<ExpectationStore, "ofAccount">,
  [accountId, open]: readonly [AccountId, readonly StoredExpectation[]],
): Promise<readonly StoredExpectation[]> {
  const all = await expectations.ofAccount(accountId);
  return all.filter((one) => one.matchId !== undefined && open.some((other) => explains(one, other)));
}

function explains(settled: StoredExpectation, open: StoredExpectation): boolean {
  if (settled.agencyId === open.agencyId && open.originalPaymentRef !== undefined)
    if ([settled.paymentRef, settled.originalPaymentRef].includes(open.originalPaymentRef)) return true;
  return (
    settled.placementId === open.placementId &&
    settled.kind === open.kind &&
    Math.abs(daysBetween(settled.effectiveOn, open.effectiveOn)) <= DAYS_MAX
  );
}
