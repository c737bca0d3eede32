import { ulid } from "ulid";
import { totalsOf } from "../../shared/snapshots/check-snapshot.ts";
import type { SnapshotLine } from "../../shared/snapshots/wire.ts";

/** A line of an inventory, with these members instead. */
export const aSnapshotLine = (placementId: string, changes: Readonly<Record<string, unknown>> = {}) => ({
  placementId,
  outstanding: 105_000,
  ...changes,
});

/** An inventory of these lines, with control totals that are theirs unless something else is said. */
export const aSnapshot = (lines: readonly object[], changes: Readonly<Record<string, unknown>> = {}) => ({
  snapshotRef: `INV-${ulid()}`,
  asOf: "2090-01-01T00:00:00Z",
  currency: "USD",
  part: 1,
  parts: 1,
  lines,
  controlTotals: totalsOf(lines as readonly SnapshotLine[]),
  ...changes,
});
