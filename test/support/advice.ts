import { ulid } from "ulid";
import type { AgencyId } from "../../shared/kernel/ids.ts";
import { accepted } from "../../shared/kernel/problems.ts";
import { checkAdvice } from "../../shared/remittances/check-advice.ts";
import { decideRemittance } from "../../shared/remittances/decide-remittance.ts";
import { linesOf } from "../../shared/remittances/lines.ts";
import { totalsOf } from "../../shared/remittances/sums.ts";
import type { AdviceBody, AdviceLineBody } from "../../shared/remittances/wire.ts";
import { now } from "./builders.ts";

/** A line of an advice, with these members instead. */
export const aLine = (changes: Readonly<Record<string, unknown>> = {}) => ({
  kind: "PAYMENT",
  paymentRef: `P-${ulid()}`,
  gross: 10_000,
  commission: 2_000,
  tax: 380,
  paidOn: "2026-03-05",
  ...changes,
});

export const aReversalLine = (changes: Readonly<Record<string, unknown>> = {}) =>
  aLine({ kind: "REVERSAL", originalPaymentRef: "P-0", ...changes });

export const aCostLine = (changes: Readonly<Record<string, unknown>> = {}) => ({
  kind: "COST",
  paymentRef: `C-${ulid()}`,
  gross: 500,
  paidOn: "2026-03-06",
  ...changes,
});

/** Commission that is given back on a payment. */
export const aCommissionLine = (changes: Readonly<Record<string, unknown>> = {}) => ({
  kind: "COMMISSION",
  paymentRef: `P-${ulid()}`,
  gross: 0,
  commission: 300,
  tax: 57,
  paidOn: "2026-03-07",
  ...changes,
});

/** An advice of these lines, with totals that are theirs unless something else is said. */
export const anAdvice = (
  lenderId: string,
  lines: readonly unknown[] = [aLine()],
  changes: Readonly<Record<string, unknown>> = {},
) => ({
  lenderId,
  remittanceRef: `REM-${ulid()}`,
  currency: "USD",
  mode: "NET",
  period: { from: "2026-03-01", to: "2026-03-31" },
  advisedOn: "2026-04-02",
  totals: totalsOf(lines as readonly AdviceLineBody[]),
  lines,
  ...changes,
});

/** What a contract says of when its money is due. */
export const monthly = { remittanceSchedule: "MONTHLY", remittanceDueDays: 15 } as const;

/** The remittance that an agency's advice becomes, with its lines. */
export function adviceTaken(agencyId: AgencyId, advice: AdviceBody) {
  const { remittance } = decideRemittance(
    { agencyId, advice, actor: { kind: "AGENCY", id: agencyId }, source: "API", receivedAt: now },
    { totals: accepted(checkAdvice(advice)), contract: monthly },
    undefined,
  );
  return { remittance, lines: linesOf(remittance.remittanceId, advice) };
}
