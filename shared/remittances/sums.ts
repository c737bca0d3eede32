import type { Kept } from "./model.ts";
import type { AdviceLineBody, AdviceMode, AdviceTotals } from "./wire.ts";

type Line = Pick<AdviceLineBody, "kind" | "gross" | "commission" | "tax" | "recipient">;

/** Amounts come above zero; the kind gives the sign, whatever the source thought of it. */
const signed = ({ kind }: Line, amount: number): number =>
  kind === "REVERSAL" || kind === "COMMISSION" ? 0 - amount : amount;

/** Who had the money. */
export const recipientOf = ({ kind, recipient = "AGENCY" }: Pick<Line, "kind" | "recipient">) =>
  kind === "DIRECT_PAYMENT" ? "LENDER" : recipient;

const sumOf = (lines: readonly Line[], amountOf: (line: Line) => number): number =>
  lines.reduce((total, line) => total + signed(line, amountOf(line)), 0);

/** What the lines of an advice come to. Commission that is given back has no gross. */
export function totalsOf(lines: readonly Line[]): AdviceTotals {
  const costs = lines.filter(({ kind }) => kind === "COST");
  const money = lines.filter(({ kind }) => kind !== "COST");
  const collected = money.filter((line) => recipientOf(line) === "AGENCY");
  const direct = money.filter((line) => recipientOf(line) === "LENDER");
  const totals = {
    gross: sumOf(collected, ({ gross }) => gross),
    direct: sumOf(direct, ({ gross }) => gross),
    commission: sumOf(money, ({ commission = 0 }) => commission),
    tax: sumOf(money, ({ tax = 0 }) => tax),
    costs: sumOf(costs, ({ gross }) => gross),
    lineCount: lines.length,
  };
  return { ...totals, net: totals.gross - totals.commission - totals.tax - totals.costs };
}

const keeps: Readonly<Record<AdviceMode, (line: Line) => boolean>> = {
  GROSS: () => false,
  NET: () => true,
  COMBINED: (line) => recipientOf(line) === "AGENCY",
};

/** What of its commission an agency keeps back; the rest it bills. */
export function keptOf(mode: AdviceMode, lines: readonly Line[]): Kept {
  const kept = lines.filter((line) => keeps[mode](line));
  return {
    commission: sumOf(kept, ({ commission = 0 }) => commission),
    tax: sumOf(kept, ({ tax = 0 }) => tax),
  };
}

/** What of an advice goes on its way to the bank, before what was brought forward. */
export const remitted = (
  { gross, costs }: Pick<AdviceTotals, "gross" | "costs">,
  { commission, tax }: Kept,
): number => gross - commission - tax - costs;

/** What arrives is never below zero: what is short is carried forward, and never dropped. */
export const settledAs = (
  balance: number,
): { readonly payable: number; readonly carriedForward: number } => ({
  payable: Math.max(0, balance),
  carriedForward: Math.min(0, balance),
});
