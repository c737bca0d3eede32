import { historyStore } from "../../shared/accounts/history-store.ts";
import { accountStateStore } from "../../shared/accounts/state-store.ts";
import { openFinding } from "../../shared/breaks/open-finding.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { dialectStore } from "../../shared/dialects/store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { newReader, updateOne, type Table } from "../../shared/platform/dynamo.ts";
import { newWrite, newWriteBeside } from "../../shared/platform/write.ts";
import { compareSnapshot } from "../../shared/snapshots/compare-snapshot.ts";
import { gatherPlacements } from "../../shared/snapshots/gather-placements.ts";
import { snapshotStore } from "../../shared/snapshots/store.ts";

/** Compares agencies' inventories with what they have. */
export function snapshotComparing(table: Table) {
  const reader = newReader(table);
  const write = newWrite(table);
  return compareSnapshot({
    snapshots: snapshotStore(reader, newWriteBeside(table)),
    dialects: dialectStore(reader),
    gather: gatherPlacements({
      accounts: accountStateStore(reader),
      histories: historyStore(reader),
      placements: placementStore(reader),
    }),
    open: openFinding({ breaks: breakStore(reader), write, update: updateOne(table), clock }),
    write,
    clock,
  });
}
