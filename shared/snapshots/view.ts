import { snapshotIdOf } from "./keys.ts";
import type { Comparison, Snapshot } from "./model.ts";
import type { SnapshotView } from "./wire.ts";

export const snapshotView = (snapshot: Snapshot): SnapshotView => {
  const { contentHash: _content, sequence: _sequence, head: _head, comparison, ...seen } = snapshot;
  return {
    ...seen,
    firstPartId: snapshotIdOf(seen.agencyId, seen.snapshotRef, 1),
    ...(comparison && { comparison: shownOf(comparison) }),
  };
};

const shownOf = ({ findingsHash: _hash, ...found }: Comparison) => found;
