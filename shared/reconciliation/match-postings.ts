import type { Posting } from "../kernel/event.ts";
import type { Match } from "./outcome.ts";

/** What a match leaves between what was expected and what was found, within the rule's tolerance. */
const TOLERANCE = "tolerance";

/**
 * What a match does in the books. Advice against report: only a difference within tolerance is posted, so that the
 * clearing account returns to zero; of money that the agency never had nothing is on it. Bank against advice: what was on its way has arrived; without an advice, what the
 * agency had.
 */
export function matchPostings(
  {
    relation,
    agencyId,
    difference,
    isDirect,
  }: Pick<Match, "relation" | "agencyId" | "difference" | "isDirect">,
  funded: { readonly found: number; readonly isAdvised: boolean },
): readonly Posting[] {
  if (isDirect === true) return [];
  const legs =
    relation === "ADVISED"
      ? [
          { account: `agency-clearing/${agencyId}`, amount: difference },
          { account: TOLERANCE, amount: 0 - difference },
        ]
      : [
          { account: "bank-clearing", amount: funded.found },
          {
            account: funded.isAdvised ? `in-transit/${agencyId}` : `agency-clearing/${agencyId}`,
            amount: 0 - (funded.found - difference),
          },
          { account: TOLERANCE, amount: 0 - difference },
        ];
  return legs.filter(({ amount }) => amount !== 0);
}
