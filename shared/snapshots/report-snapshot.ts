import type { Create, Update } from "../kernel/change.ts";
import { accepted, Refused } from "../kernel/problems.ts";
import { recorded } from "../platform/events.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import { checkSnapshot } from "./check-snapshot.ts";
import { decideSnapshot, isPartOf, reportedEvent, type Reported } from "./decide-snapshot.ts";
import type { Snapshot } from "./model.ts";
import type { SnapshotReads } from "./store.ts";

export type ReportSnapshotDeps = {
  readonly snapshots: Pick<SnapshotReads, "find" | "inventory" | "begun" | "reported">;
  readonly write: Write;
};

export type ReportSnapshot = Reported & {
  /** The receipt of the callback that brought it. */
  readonly receiptOf: (snapshot: Snapshot) => Create | Update;
};

/** `replayed` tells that the very same was reported before. */
export type SnapshotReported = { readonly snapshot: Snapshot; readonly replayed: boolean };

/**
 * Takes a part of an inventory, in one transaction; the event in it asks the reconciler to compare once all parts
 * are there.
 * @throws Refused `snapshot-line-repeated`, `snapshot-totals-differ`, `snapshot-ref-reused`, `unavailable`
 */
export const reportSnapshot =
  (deps: ReportSnapshotDeps) =>
  async (command: ReportSnapshot): Promise<SnapshotReported> => {
    accepted(checkSnapshot(command.data));
    const snapshot = decideSnapshot(command);
    return attempts(async () => {
      const [standing, inventory] = await Promise.all([
        deps.snapshots.find(snapshot.snapshotId),
        deps.snapshots.inventory(snapshot),
      ]);
      if (standing !== undefined) return sameAs(standing, snapshot);
      accepted(isPartOf(snapshot, inventory));
      const { items, chain } = recorded(
        { accountId: snapshot.snapshotId, chain: snapshot },
        [reportedEvent(command, snapshot)],
        snapshot.reportedAt,
      );
      const written = await deps.write({
        identity: [command.receiptOf(snapshot), ...(inventory ? [] : [deps.snapshots.begun(snapshot)])],
        state: deps.snapshots.reported({ ...snapshot, ...chain }, command.data.lines),
        events: items,
      });
      return written.ok ? { snapshot: { ...snapshot, ...chain }, replayed: false } : again;
    }, onConflict);
  };

function sameAs(standing: Snapshot, { contentHash, snapshotRef, part }: Snapshot): SnapshotReported {
  if (standing.contentHash === contentHash) return { snapshot: standing, replayed: true };
  throw new Refused({
    code: "snapshot-ref-reused",
    detail: `Part ${part} of ${snapshotRef} was reported at ${standing.reportedAt} with another content. Nothing was changed.`,
    extra: { snapshotId: standing.snapshotId },
  });
}
