import { breakOf, said } from "./break.ts";
import type { Desk } from "./desk.ts";
import { signed } from "./item.ts";
import type { Advice, AdviceLine, AdviceSums, RemittanceMode } from "./model.ts";
import type { Break } from "./outcome.ts";
import type { BreakCode } from "./wire.ts";

const nothing: AdviceSums = { lines: 0, collected: 0, commission: 0 };

/** Headers against their lines and against what was agreed. */
export function* headerBreaks(desk: Desk): Generator<Break> {
  const lines = linesByAdvice(desk);
  for (const advice of desk.openAdvices) {
    const sums = desk.sums.get(advice.remittanceId) ?? lines.get(advice) ?? nothing;
    const finding = headerFinding(desk, advice, sums);
    if (finding !== undefined)
      yield breakOf({
        ...finding,
        lenderId: desk.lenderId,
        agencyId: desk.agencyId,
        currency: advice.currency,
        subjects: { remittances: [advice] },
        beside: { banked: desk.banked.get(advice) ?? [] },
      });
  }
}

function linesByAdvice({ matched, advices }: Desk): ReadonlyMap<Advice, AdviceSums> {
  const found = new Map<Advice, AdviceSums>();
  for (const [currency, { sides }] of matched)
    for (const { fact } of sides.rights) {
      const advice = advices.get(fact.remittanceId);
      if (advice === undefined || advice.currency !== currency) continue;
      found.set(advice, withLine(found.get(advice), fact));
    }
  return found;
}

/** What the lines of an advice come to with one more. */
export function withLine(
  { lines, collected, commission: before }: AdviceSums = nothing,
  { kind, amount, recipient, commission }: AdviceLine,
): AdviceSums {
  const taken = commission === undefined ? 0 : signed(kind, commission.amount) + signed(kind, commission.tax);
  return {
    lines: lines + 1,
    collected: collected + (recipient === "AGENCY" ? signed(kind, amount) : 0),
    commission: before + taken,
  };
}

const otherMode = { GROSS: "NET", NET: "GROSS" } as const satisfies Record<RemittanceMode, RemittanceMode>;

function expectedTotal(
  { broughtForward = 0, costs = 0 }: Advice,
  sums: AdviceSums,
  mode: RemittanceMode,
): number {
  const kept = mode === "NET" ? sums.commission : 0;
  return sums.collected - kept - costs + broughtForward;
}

type Finding = { readonly code: BreakCode; readonly amount: number; readonly explain: readonly string[] };

function headerFinding({ terms }: Desk, advice: Advice, sums: AdviceSums): Finding | undefined {
  const { mode, total, currency } = advice;
  const own = expectedTotal(advice, sums, mode);
  const agreed = expectedTotal(advice, sums, terms.mode);
  const explain = [
    `${mode} with a total of ${said(total, currency)}; ${terms.mode} was agreed`,
    `its ${sums.lines} lines come to ${said(own, currency)}: ${said(sums.collected, currency)} collected, ${said(sums.commission, currency)} of commission`,
  ];
  const isOtherByTotal = total !== own && total === expectedTotal(advice, sums, otherMode[mode]);
  if (mode !== terms.mode || isOtherByTotal)
    return { code: "NET_GROSS_MODE_DIFF", amount: agreed - total, explain };
  return total === own ? undefined : { code: "REMIT_TOTAL_DIFF", amount: own - total, explain };
}
