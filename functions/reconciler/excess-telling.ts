import { historyStore } from "../../shared/accounts/history-store.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { tellExcess } from "../../shared/breaks/tell-excess.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { newReader, updateOne, type Table } from "../../shared/platform/dynamo.ts";
import { newWrite } from "../../shared/platform/write.ts";

/** Tells finance of reversals of more than is left. */
export function excessTelling(table: Table) {
  const reader = newReader(table);
  return tellExcess({
    accounts: accountStore(reader),
    placements: placementStore(reader),
    histories: historyStore(reader),
    breaks: breakStore(reader),
    write: newWrite(table),
    update: updateOne(table),
    clock,
  });
}
