import type * as z from "zod";
import { adviceAnswer } from "../../shared/remittances/view.ts";
import { checkAdvice } from "../../shared/remittances/check-advice.ts";
import { decideRemittance } from "../../shared/remittances/decide-remittance.ts";
import { linesOf } from "../../shared/remittances/lines.ts";
import { monthOf } from "../../shared/remittances/statement-period.ts";
import { statementSums } from "../../shared/remittances/statement-sums.ts";
import { AdviceBody } from "../../shared/remittances/wire.ts";
import { accepted } from "../../shared/kernel/problems.ts";
import { AgencyId } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { ids } from "./examples.ts";

/** A payment, its commission kept back, and a cost. */
export const adviceBody = {
  lenderId: ids.lenderId,
  remittanceRef: "REM-2026-03",
  currency: "USD",
  mode: "NET",
  period: { from: "2026-03-01", to: "2026-03-31" },
  advisedOn: "2026-04-02",
  bankRef: "ACME-2026-03",
  totals: { gross: 25_000, commission: 5_000, tax: 950, costs: 1_200, net: 17_850, lineCount: 2 },
  lines: [
    {
      kind: "PAYMENT",
      paymentRef: "PAY-000731",
      placementId: ids.placementId,
      gross: 25_000,
      commission: 5_000,
      tax: 950,
      paidOn: "2026-03-05",
      depositedOn: "2026-03-07",
      planVersion: 1,
    },
    {
      kind: "COST",
      paymentRef: "COST-4471",
      placementId: ids.placementId,
      gross: 1_200,
      paidOn: "2026-03-12",
    },
  ],
} as const satisfies z.input<typeof AdviceBody>;

const advice = AdviceBody.parse(adviceBody);
const agencyId = AgencyId.parse(ids.agencyId);

const { remittance } = decideRemittance(
  {
    agencyId,
    advice,
    actor: { kind: "AGENCY", id: agencyId },
    source: "API",
    receivedAt: Instant.parse("2026-04-02T08:00:00.000Z"),
  },
  {
    totals: accepted(checkAdvice(advice)),
    contract: { remittanceSchedule: "MONTHLY", remittanceDueDays: 15 },
  },
  undefined,
);

export const remittanceFacts = remittance;

export const remittanceExample = adviceAnswer(remittance);

export const remittanceLinesExample = linesOf(remittance.remittanceId, advice);

const nothing = { debit: 0, credit: 0 };

export const statementExample = statementSums(remittance, monthOf("2026-04"), {
  clearing: { before: { debit: 25_000, credit: 0 }, within: { debit: 0, credit: 25_000 } },
  inTransit: { before: nothing, within: { debit: 17_850, credit: 17_850 } },
  remittances: [remittance],
  carriedBefore: 0,
});
