import type { EventDraft } from "./event.ts";

/** The events of an account that a break may come of: what an agency said at odds with the books, or did not do. */
const breakEventTypes = [
  "placement.acknowledgement_mismatched",
  "placement.closed",
  "placement.close_refused",
  "contact.attempted",
  "hold.escalated",
  "payment.reversed",
  "payment.corrected",
  "payment.direct_reversed",
] as const;
export type BreakEventType = (typeof breakEventTypes)[number];

export const isBreakEventType = (type: string): type is BreakEventType =>
  breakEventTypes.some((one) => one === type);

/**
 * Whether a break may come of an event that is carried somewhere: of attempts to reach the debtor only of those that
 * broke a rule, of closed placements only where the agency says that another balance is left. Payments are carried only
 * where they end or undo what was paid.
 */
export function isAtOdds({ type, data = {} }: Pick<EventDraft, "type"> & Partial<EventDraft>): boolean {
  if (!isBreakEventType(type)) return false;
  if (type === "placement.closed") return data["ours"] !== undefined;
  if (type !== "contact.attempted") return true;
  const { violations } = data;
  return Array.isArray(violations) && violations.length > 0;
}
