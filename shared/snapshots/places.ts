import type { AgencyId, SnapshotId } from "../kernel/ids.ts";
import type { Inventory, Snapshot } from "./model.ts";

/** Where the parts of a snapshot stand in the table. */
export const snapshotKey = (snapshotId: SnapshotId) => ({ pk: `ACCOUNT#${snapshotId}`, sk: "SNAPSHOT" });

export const linesKey = (snapshotId: SnapshotId) => ({ pk: snapshotKey(snapshotId).pk, sk: "LINES" });

export const inventoryKey = ({ agencyId, snapshotRef }: Pick<Inventory, "agencyId" | "snapshotRef">) => ({
  pk: `INVENTORY#${agencyId}#${snapshotRef}`,
  sk: "INVENTORY",
});

/** Enough of a hash to tell contents apart. */
const HASH_LENGTH = 16;

/** Findings lie by what they are: what a comparison left that was never told of is never read. */
export const findingsPk = (snapshotId: SnapshotId, findingsHash: string): string =>
  `FINDINGS#${snapshotId}#${findingsHash.slice(0, HASH_LENGTH)}`;

export const findingKey = (number: number): string => `FINDING#${String(number).padStart(7, "0")}`;

export const listOf = (agencyId: AgencyId): string => `SNAPSHOTS#${agencyId}`;

export const placeOf = ({ reportedAt, snapshotId }: Snapshot): string => `${reportedAt}#${snapshotId}`;
