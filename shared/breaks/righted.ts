import { isOpenBreak, type BreakRecord, type BreakResolution } from "./model.ts";
import type { ResolutionMethod } from "./resolution-wire.ts";
import { breakEvent, nextEventIdOf, type BreakStep, type By } from "./step.ts";

/** Why something that was found is no more. */
export type Righted = {
  readonly explanation: string;
  /** How: it came right by itself, or somebody decided. */
  readonly method: ResolutionMethod;
  /** The event that settled it, where one did. */
  readonly ledgerEventId?: string;
};

const amountOf = ({ amount, currency }: BreakRecord) => ({ amount, currency });

/** Resolves a finding, whose cause is gone by what is written beside it; undefined where it is resolved already. */
export function righted(
  before: BreakRecord | undefined,
  { explanation, method, ledgerEventId }: Righted,
  by: By,
): BreakStep | undefined {
  if (before === undefined || !isOpenBreak(before)) return undefined;
  const { proposal: _proposal, ...kept } = before;
  const resolution: BreakResolution = {
    method,
    explanation,
    postings: [],
    ledgerEventId: ledgerEventId ?? nextEventIdOf(before),
    resolvedBy: by.actor,
    resolvedAt: by.now,
  };
  const after: BreakRecord = { ...kept, state: "RESOLVED", resolution };
  const data = {
    method,
    explanation,
    amount: amountOf(after),
    ...(ledgerEventId !== undefined && { ledgerEventId }),
  };
  return { after, event: breakEvent(by, after, { type: "break.resolved", data }) };
}

/** An open finding with another amount: what was proposed for the former one is off. */
export function restated(
  before: BreakRecord | undefined,
  { amount, explain }: Pick<BreakRecord, "amount" | "explain">,
  by: By,
): BreakStep | undefined {
  if (before === undefined || !isOpenBreak(before)) return undefined;
  const { proposal, ...kept } = before;
  const after: BreakRecord = { ...kept, amount, explain };
  const data = {
    amount: amountOf(after),
    was: amountOf(before),
    ...(proposal !== undefined && { proposalDropped: true }),
  };
  return { after, event: breakEvent(by, after, { type: "break.amount_changed", data }) };
}
