import { epochSeconds, type Instant } from "../kernel/time.ts";

/**
 * What a running function holds of an agency's quota for one minute: events that it may take without asking the
 * counter that all functions share.
 */
export type Lease = {
  readonly minute: number;
  readonly left: number;
  /** How often it asked for a share. */
  readonly shares: number;
  /** The fewest events that the counter had no room for; it has none for more until the minute is over. */
  readonly refused: number;
};

const MINUTE_SECONDS = 60;

export const minuteOf = (now: Instant): number => Math.floor(epochSeconds(now) / MINUTE_SECONDS);

/** Seconds until the next minute, and with it the next quota, begins. */
export const secondsLeft = (now: Instant): number => MINUTE_SECONDS - (epochSeconds(now) % MINUTE_SECONDS);

/** The lease in this minute: what was left of another is gone with it. */
export const leaseIn = (minute: number, lease: Lease | undefined): Lease =>
  lease?.minute === minute ? lease : { minute, left: 0, shares: 0, refused: Number.POSITIVE_INFINITY };

/** Parts of the limit: the first share is small, so that many functions with little to do hold little. */
const SHARE_MIN = 1 / 100;
const SHARE_MAX = 1 / 20;

/**
 * How much to ask the counter for when `missing` events are not covered: a share that doubles each time, so that
 * a busy function asks some twenty times a minute; where that has no room, half of what had none, down to what
 * is missing. Undefined when there is nothing left to ask for.
 */
export function wishOf(
  { shares, refused }: Pick<Lease, "shares" | "refused">,
  missing: number,
  limit: number,
): number | undefined {
  const share = Math.floor(limit * Math.min(SHARE_MAX, SHARE_MIN * 2 ** shares));
  const wish = Math.max(missing, Math.min(share, Math.floor(refused / 2)));
  return wish <= limit && wish < refused ? wish : undefined;
}
