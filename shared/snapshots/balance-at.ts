import type { GatewayEvent } from "../kernel/event.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { utc, type Instant } from "../kernel/time.ts";
import { balancesOf, type Owed } from "../ledger/balance.ts";
import { isReceivable } from "../ledger/receivables.ts";

type At = { readonly agencyId: AgencyId; readonly asOf: Instant };

type Fact = Pick<GatewayEvent, "actor" | "effectiveAt" | "postedAt" | "postings">;

/**
 * What was owed at a moment by what an agency could know: what it did itself counts from when it did it, however
 * late it said so; everything else from when the gateway knew.
 */
export function outstandingAt(owed: Owed, later: readonly Fact[], at: At): number {
  const { outstanding, credit } = balancesOf(owed);
  const since = later
    .filter((event) => knownAt(event, at.agencyId) > at.asOf)
    .reduce((sum, event) => sum + onDebtorsSide(event), 0);
  // Only one of the two is ever above zero: their difference moves by what was posted, whatever the order.
  return Math.max(0, outstanding - credit - since);
}

const knownAt = ({ actor, effectiveAt, postedAt }: Fact, agencyId: AgencyId): Instant =>
  actor.kind === "AGENCY" && actor.id === agencyId ? utc(effectiveAt) : postedAt;

const onDebtorsSide = ({ postings }: Fact): number =>
  postings
    .filter(({ account }) => account === "credit-balance" || isReceivable(account))
    .reduce((sum, { amount }) => sum + amount, 0);
