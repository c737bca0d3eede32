import { inject } from "vitest";
import { breakIdOf } from "../../shared/breaks/finding.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import type { BreakId } from "../../shared/breaks/wire.ts";
import { systemClock, type Instant } from "../../shared/kernel/time.ts";
import { newReader, updateOne, type Table } from "../../shared/platform/dynamo.ts";
import { newWrite } from "../../shared/platform/write.ts";
import type { Break } from "../../shared/reconciliation/outcome.ts";
import { tableAt } from "./table.ts";
import { wholeLook } from "./whole-look.ts";

let opened: Table | undefined;

/** What a run of the reconciliation does when it has found these, all of one lender and currency, in the gateway's own table. */
export async function breaksSeen(
  seen: readonly Break[],
  at: Instant = systemClock.now(),
): Promise<readonly BreakId[]> {
  const { endpoints, tableName } = inject("cloud");
  const table = (opened ??= tableAt(endpoints, tableName));
  const [first] = seen;
  if (first === undefined) return [];
  const { lenderId, currency } = first;
  const breaks = breakStore(newReader(table));
  const observe = wholeLook({
    breaks,
    write: newWrite(table),
    update: updateOne(table),
    clock: systemClock,
  });
  await observe({ lenderId, currency, seen, at });
  return seen.map(({ fingerprint }) => breakIdOf(fingerprint));
}
