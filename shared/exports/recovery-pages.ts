import { daysAfter, type LocalDate } from "../kernel/time.ts";
import { entriesOf } from "../ledger/day-entries.ts";
import type { Export } from "./model.ts";
import { addRecoveredCommission } from "./add-recovered-commission.ts";
import type { RecoveryPagesDeps } from "./recovery-deps.ts";
import { addRecoveredMoney } from "./add-recovered-money.ts";
import { addPlaced } from "./add-placed.ts";
import { recoveryColumns, recoveryRows } from "./recovery-rows.ts";
import { recoverySums, type RecoverySums } from "./recovery-sums.ts";
import { rowsText } from "./row-text.ts";
import type { ExportPage } from "./write-export.ts";

/**
 * What was recovered, by agency and month of offer: the journal is gone through from its first day to the last one
 * that is asked for, a page at a time, and each vintage is written once all of it is known.
 */
export async function* recoveryPages(
  deps: RecoveryPagesDeps,
  one: Export,
): AsyncGenerator<ExportPage, void, undefined> {
  const sums = await summedUp(deps, one);
  for (const vintage of sums.all()) {
    const rows = recoveryRows(vintage, one);
    yield { text: rowsText(one, recoveryColumns, rows), entries: rows.length, debit: 0, credit: 0 };
  }
}

async function summedUp(deps: RecoveryPagesDeps, one: Export): Promise<RecoverySums> {
  const sums = recoverySums(one);
  const { owner, to } = one;
  // Money of nobody's was recovered by no placement.
  if (owner === "unassigned") return sums;
  const of = { lenderId: owner, to };
  let date: LocalDate | undefined = await deps.journal.firstDay(one);
  for (; date !== undefined && date <= to; date = daysAfter(date, 1))
    for await (const entries of entriesOf(deps, one, date))
      // Sums do not mind in which order anything is added.
      await Promise.all([
        addPlaced(deps, { entries, sums }),
        addRecoveredMoney(deps, of, { entries, sums }),
        addRecoveredCommission(deps, of, { entries, sums }),
      ]);
  return sums;
}
