import { emptyChain, type EventDraft } from "../kernel/event.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { utc, type Instant } from "../kernel/time.ts";
import { contentHashOf, snapshotIdOf } from "./keys.ts";
import type { Inventory, Snapshot } from "./model.ts";
import type { SnapshotData } from "./snapshot-data.ts";

/** A part of an inventory, who sent it and when. */
export type Reported = {
  readonly agencyId: AgencyId;
  readonly data: SnapshotData;
  readonly receivedAt: Instant;
  /** When it is acted upon, where that is later than when it came. */
  readonly postedAt?: Instant;
};

/** The event by which the reconciler hears of a part. */
export const SNAPSHOT_REPORTED = "snapshot.reported";

/** What a part becomes that agrees with itself. */
export function decideSnapshot({ agencyId, data, receivedAt, postedAt }: Reported): Snapshot {
  const { snapshotRef, currency, part, parts, controlTotals } = data;
  return {
    snapshotId: snapshotIdOf(agencyId, snapshotRef, part),
    agencyId,
    snapshotRef,
    asOf: utc(data.asOf),
    currency,
    part,
    parts,
    controlTotals,
    contentHash: contentHashOf(data),
    reportedAt: postedAt ?? receivedAt,
    ...emptyChain,
  };
}

const shared = ["asOf", "currency", "parts"] as const;

/**
 * Whether a part belongs to the inventory that the others under its reference are of.
 * @returns refusal `snapshot-ref-reused`
 */
export function isPartOf(
  { snapshotRef, ...snapshot }: Snapshot,
  inventory: Inventory | undefined,
): Result<undefined, Refusal> {
  if (inventory === undefined) return ok(undefined);
  const other = shared.filter((name) => snapshot[name] !== inventory[name]);
  if (other.length === 0) return ok(undefined);
  return refuse({
    code: "snapshot-ref-reused",
    detail: `Other parts of ${snapshotRef} were reported with another ${other.join(", ")}. Nothing was changed.`,
    errors: other.map((name) => ({
      pointer: `/${name}`,
      code: "differs",
      detail: `${snapshot[name]}, not ${inventory[name]}`,
    })),
  });
}

/** Parts of one inventory are looked at one after the other. */
export function reportedEvent({ agencyId, receivedAt }: Reported, snapshot: Snapshot): EventDraft {
  const { snapshotRef, asOf, currency, part, parts, controlTotals, contentHash } = snapshot;
  return {
    type: SNAPSHOT_REPORTED,
    actor: { kind: "AGENCY", id: agencyId },
    effectiveAt: asOf,
    receivedAt,
    data: { agencyId, snapshotRef, asOf, currency, part, parts, controlTotals },
    payloadHash: contentHash,
    route: { queue: "finance", group: snapshotIdOf(agencyId, snapshotRef, 1) },
  };
}
