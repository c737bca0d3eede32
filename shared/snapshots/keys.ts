import { SnapshotId, type AgencyId } from "../kernel/ids.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import type { Finding } from "./model.ts";
import type { SnapshotData } from "./snapshot-data.ts";

const ID_LENGTH = 26;

/** The same part of the same inventory of the same agency is the same snapshot, however often it comes. */
export const snapshotIdOf = (agencyId: AgencyId, snapshotRef: string, part: number): SnapshotId =>
  SnapshotId.parse(`snp_${sha256(`${agencyId}\n${snapshotRef}\n${part}`).slice(0, ID_LENGTH).toUpperCase()}`);

export const contentHashOf = (data: SnapshotData): string => sha256(canonical(data));

export const findingsHashOf = (findings: readonly Finding[]): string => sha256(canonical(findings));
