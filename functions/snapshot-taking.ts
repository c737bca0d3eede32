import { newReader, type Table } from "../shared/platform/dynamo.ts";
import { newWrite } from "../shared/platform/write.ts";
import { reportSnapshot } from "../shared/snapshots/report-snapshot.ts";
import { snapshotReads } from "../shared/snapshots/store.ts";
import { takeSnapshot, type TakeSnapshot, type TakeSnapshotDeps } from "../shared/snapshots/take-snapshot.ts";

/** Takes parts of inventories. */
export const snapshotTaking = (table: Table, receipts: TakeSnapshotDeps["receipts"]): TakeSnapshot =>
  takeSnapshot({
    receipts,
    reportSnapshot: reportSnapshot({ snapshots: snapshotReads(newReader(table)), write: newWrite(table) }),
  });
