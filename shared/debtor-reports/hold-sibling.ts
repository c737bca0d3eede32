import type { AccountStep } from "../accounts/account-step.ts";
import { withAttention, type Account } from "../accounts/model.ts";
import { HOLD_COUNT_MAX, type Hold } from "../compliance/hold.ts";
import { holdPlaced, isHoldable } from "../compliance/place-hold.ts";
import { putHold } from "../compliance/put-hold.ts";
import { ownEvent, type By } from "../placements/holder.ts";
import { holdOfReport } from "./answer-effect.ts";
import type { DebtorReport } from "./model.ts";
import { termsOf } from "./terms.ts";

/**
 * The hold of a report about the person on another account of the debtor. Undefined where nobody can work the
 * account or the report needs no hold any more.
 */
export function holdSibling(account: Account, report: DebtorReport, by: By): AccountStep | undefined {
  const { type, reportId, holdUntil } = report;
  const { holdType } = termsOf(type);
  const owner = ownerOf(report);
  const isOver = holdUntil !== undefined && holdUntil <= by.now;
  if (holdType === undefined || owner === undefined || isOver || !isHoldable(account)) return undefined;
  if (holdOfReport(account, report) !== undefined) return undefined;
  if (account.holds.length >= HOLD_COUNT_MAX)
    return {
      account: { ...account, attention: [...withAttention(account, "HOLD_NOT_PLACED")] },
      events: [ownEvent(by, { type: "hold.not_placed", data: { holdType, reportId } })],
    };
  const until = holdUntil === undefined ? {} : { until: holdUntil };
  const { hold, ...put } = putHold(account, { type: holdType, owner, ...until }, by);
  return { ...put, events: [holdPlaced(hold, { reason: type, reportId }, by), ...put.events] };
}

/** Whose the hold is by now: a worker that comes late finds the report answered. */
function ownerOf({ state, type, reportId, lenderId }: DebtorReport): Hold["owner"] | undefined {
  if (state === "OPEN") return { kind: "REPORT", id: reportId };
  if (state !== "CONFIRMED" || termsOf(type).recallCode !== undefined) return undefined;
  return { kind: "LENDER", id: lenderId };
}
