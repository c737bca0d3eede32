import type { BreakCode } from "../reconciliation/wire.ts";

/**
 * Breaks about what happened, which a match does not undo: money came after a recall, a commission was another one.
 * A run sees them when it matches the facts, and no run after it: they stay until a person decides, or until a run
 * finds that commission was given back.
 */
const lasting: ReadonlySet<BreakCode> = new Set<BreakCode>([
  "PAY_BEFORE_PLACEMENT",
  "PAY_AFTER_RECALL_IN_TAIL",
  "PAY_AFTER_RECALL_OUT_OF_TAIL",
  "PAY_ON_WRONG_AGENCY",
  "COMMISSION_DIFF",
  "RATE_VERSION_DIFF",
  "FEE_ON_NOFEE",
  "NET_GROSS_MODE_DIFF",
  "SUSPECTED_DUPLICATE",
  "REVERSAL_LATE",
  "REMIT_LATE",
  "REMIT_TOTAL_DIFF",
  "TRUST_DEPOSIT_LATE",
  "DATE_DIFF",
  "ALLOC_DIFF",
]);

export const isLasting = (code: BreakCode): boolean => lasting.has(code);
