import type { LenderId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Finding, Inventory } from "./model.ts";
import type { FindingCode } from "./wire.ts";

/** What a finding is as a break: of one lender's book, with what is at stake. */
export type FoundBreak = {
  readonly code: Exclude<FindingCode, "CURRENCY_DIFF">;
  readonly lenderId: LenderId;
  readonly agencyId: Inventory["agencyId"];
  readonly currency: Inventory["currency"];
  readonly amount: number;
  readonly subjects: readonly string[];
  readonly explain: readonly string[];
};

function amountOf({ code, ours, theirs }: Finding): number {
  if (code === "STATUS_DRIFT") return 0;
  const [held, listed] = [ours?.outstanding ?? 0, theirs?.outstanding ?? 0];
  return code === "INV_ZOMBIE" ? 0 - listed : held - listed;
}

const explain = (asOf: Instant, { code, ours, theirs }: Finding): readonly string[] => [
  ...(code === "STATUS_DRIFT" ? [`The agency calls it ${theirs?.state ?? "nothing"}.`] : []),
  `As of ${asOf} the agency listed ${theirs === undefined ? "nothing" : `${theirs.outstanding} minor units`}.`,
  ours === undefined ? "It was never placed with the agency." : `The gateway had it as ${ours.state}.`,
];

/**
 * A finding as a break of its lender. What the gateway has no account of is no lender's, and stays with the inventory,
 * as does what is listed in another currency than its book's.
 */
export function breakOf({ agencyId, currency, asOf }: Inventory, finding: Finding): FoundBreak | undefined {
  const { code, lenderId, placementId } = finding;
  if (lenderId === undefined || code === "CURRENCY_DIFF") return undefined;
  return {
    code,
    lenderId,
    agencyId,
    currency,
    amount: amountOf(finding),
    subjects: [placementId],
    explain: explain(asOf, finding),
  };
}
