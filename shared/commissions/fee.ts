import type { SoFar } from "./facts.ts";
import type { ExplainStep } from "./line-wire.ts";
import type { CommissionRule } from "./rule-wire.ts";

export type Fee = { readonly amount: number; readonly steps: readonly ExplainStep[] };

/** What a payment bears whatever its size; a fee of the account only as far as no payment before it bore it. */
export function feeOf(rule: CommissionRule, before: Pick<SoFar, "fees">): Fee {
  switch (rule.kind) {
    case "CONTINGENCY_PCT":
    case "TIERED":
      return { amount: 0, steps: [] };
    case "FLAT_PER_PAYMENT":
      return charged("PAYMENT", rule.fee, 0);
    case "FLAT_PER_ACCOUNT":
      return charged("ACCOUNT", rule.fee, before.fees);
    case "FIXED_PLUS_PCT":
      return charged(rule.per, rule.fee, rule.per === "ACCOUNT" ? before.fees : 0);
  }
}

function charged(per: "ACCOUNT" | "PAYMENT", fee: number, before: number): Fee {
  const amount = Math.max(0, fee - before);
  return { amount, steps: [{ step: "FEE", per, fee, before, charged: amount }] };
}
