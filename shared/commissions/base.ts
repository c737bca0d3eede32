import { components, type ByComponent, type Component } from "../ledger/model.ts";
import type { CommissionPlan } from "./model.ts";

export type Base = {
  /** What reduced the debt. */
  readonly recovered: number;
  /** What of it the rate is taken of, in the order in which payments fill components. */
  readonly parts: readonly { readonly component: Component; readonly amount: number }[];
  readonly base: number;
};

/** Spent in order to recover: neither the lender's claim nor the agency's success. */
const costs: ReadonlySet<Component> = new Set(["COURT_COST", "AGENCY_FEE"]);

const counts: Readonly<Record<CommissionPlan["feeBase"], (component: Component) => boolean>> = {
  GROSS: () => true,
  PRINCIPAL_ONLY: (component) => component === "PRINCIPAL",
  EXCLUDING_COSTS: (component) => !costs.has(component),
};

export function baseOf(feeBase: CommissionPlan["feeBase"], filled: ByComponent): Base {
  const all = components.flatMap((component) => {
    const amount = filled[component] ?? 0;
    return amount > 0 ? [{ component, amount }] : [];
  });
  const parts = all.filter(({ component }) => counts[feeBase](component));
  return { recovered: sumOf(all), parts, base: sumOf(parts) };
}

const sumOf = (parts: Base["parts"]): number => parts.reduce((total, { amount }) => total + amount, 0);
