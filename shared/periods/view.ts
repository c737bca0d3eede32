import { firstDayOf, lastDayOf } from "../kernel/months.ts";
import type { Period } from "./model.ts";
import { PeriodFigures, type PeriodView } from "./wire.ts";

/** A period as answered. */
export function periodView({
  periodId,
  owner,
  currency,
  month,
  state,
  begun,
  prepared,
  closed,
}: Period): PeriodView {
  return {
    periodId,
    owner,
    currency,
    month,
    from: firstDayOf(month),
    to: lastDayOf(month),
    state,
    ...(begun && { begunBy: begun.by, begunAt: begun.at }),
    ...(closed && { closedBy: closed.by, closedAt: closed.at }),
    ...(prepared && { figures: PeriodFigures.parse(prepared) }),
  };
}
