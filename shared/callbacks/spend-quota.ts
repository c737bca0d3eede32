import type { Agency } from "../agencies/model.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Instant } from "../kernel/time.ts";
import { leaseIn, minuteOf, secondsLeft, wishOf, type Lease } from "./lease.ts";
import type { QuotaStore } from "./quota-store.ts";

type Deps = { readonly quotas: Pick<QuotaStore, "lease"> };
type Sender = Pick<Agency, "agencyId" | "eventsPerMinute">;

/**
 * Takes events off what their agency may send in this minute. All running functions share one counter a minute
 * and agency; each takes shares of it and spends them from memory, so that most callbacks cost no call. A share
 * that is not spent, or whose function is gone, is lost: never more than the limit, at times less.
 * @throws Refused `rate-limited`
 */
export function spendQuota({ quotas }: Deps) {
  const leases = new Map<AgencyId, Lease>();
  const turns = new Map<AgencyId, Promise<unknown>>();
  const spend = async (sender: Sender, count: number, now: Instant): Promise<void> => {
    const { agencyId } = sender;
    const held = leaseIn(minuteOf(now), leases.get(agencyId));
    const lease = held.left < count ? await toppedUp(quotas, sender, { held, count }) : held;
    const isCovered = lease.left >= count;
    leases.set(agencyId, isCovered ? { ...lease, left: lease.left - count } : lease);
    if (!isCovered) throw limited(sender, count, now);
  };
  /** What a lease covers is spent at once, unless somebody waits for a share: that lease is about to change. */
  const isSpent = (agencyId: AgencyId, count: number, now: Instant): boolean => {
    const lease = leases.get(agencyId);
    if (turns.has(agencyId) || lease?.minute !== minuteOf(now) || lease.left < count) return false;
    leases.set(agencyId, { ...lease, left: lease.left - count });
    return true;
  };
  /** One after the other: of requests at the same time each would ask for a share of its own. */
  return async (sender: Sender, count: number, now: Instant): Promise<void> => {
    const { agencyId } = sender;
    if (isSpent(agencyId, count, now)) return;
    const before = turns.get(agencyId) ?? Promise.resolve();
    const turn = before.then(() => spend(sender, count, now));
    const ended = turn.then(noMatter, noMatter);
    turns.set(agencyId, ended);
    void ended.then(() => turns.get(agencyId) === ended && turns.delete(agencyId));
    return turn;
  };
}

const noMatter = (): void => undefined;

export type SpendQuota = ReturnType<typeof spendQuota>;

/** The lease with enough for so many events, if the counter has as many; else with what it has no room for. */
async function toppedUp(
  quotas: Deps["quotas"],
  { agencyId, eventsPerMinute: limit }: Sender,
  { held, count }: { readonly held: Lease; readonly count: number },
): Promise<Lease> {
  const missing = count - held.left;
  let lease = held;
  for (let wish = wishOf(lease, missing, limit); wish !== undefined; wish = wishOf(lease, missing, limit)) {
    if (await quotas.lease(agencyId, lease.minute, { count: wish, limit }))
      return { ...lease, left: lease.left + wish, shares: lease.shares + 1 };
    lease = { ...lease, refused: wish }; // less each time, so that it ends
  }
  return lease;
}

function limited({ eventsPerMinute: limit }: Sender, count: number, now: Instant): Refused {
  const retryAfter = secondsLeft(now);
  const never = `${count} events at once are more than the ${limit} that may come in a minute: send fewer.`;
  const later = `${limit} events a minute are agreed; nothing of this request was recorded. Send it again in ${retryAfter} seconds.`;
  return new Refused({
    code: "rate-limited",
    detail: count > limit ? never : later,
    extra: { retryAfter, eventsPerMinute: limit },
    headers: {
      "retry-after": String(retryAfter),
      "ratelimit-limit": String(limit),
      "ratelimit-remaining": "0",
      "ratelimit-reset": String(retryAfter),
    },
  });
}
