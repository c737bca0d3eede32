import type { Money } from "./money.ts";

/**
 * Whether one key is not enough; without a limit it always is. What costs nothing needs no second key, and an amount
 * in another currency than the limit's is not compared: two keys look at it.
 */
export const needsTwoKeys = ({ amount, currency }: Money, limit: Money | undefined): boolean =>
  limit !== undefined && amount !== 0 && (currency !== limit.currency || Math.abs(amount) > limit.amount);
