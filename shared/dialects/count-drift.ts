import type { AgencyId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { CreateOne, UpdateOne } from "../platform/dynamo.ts";
import type { DriftStore } from "./drift-store.ts";
import type { DriftValue } from "./wire.ts";

/** One thing that an agency said and its dialect does not know. */
export type Drift = Pick<DriftValue, "reason" | "pointer" | "value">;

export type CountDriftDeps = {
  readonly drift: Pick<DriftStore, "counted" | "firstItem" | "roomTaken" | "firstRoom">;
  readonly create: CreateOne;
  readonly update: UpdateOne;
  /** Hears of what could not be counted: an event does not fail because of its statistics. */
  readonly failed: (cause: unknown) => void;
};

/** What one event may add to the report. */
const DRIFT_COUNT_MAX = 20;

const other: Drift = { reason: "other", pointer: "", value: "" };

/** Counts what was not known, by value; beyond the first two hundred values of an agency, all together. */
export const countDrift =
  (deps: CountDriftDeps) =>
  async (agencyId: AgencyId, drifts: readonly Drift[], at: Instant): Promise<void> => {
    try {
      for (const drift of drifts.slice(0, DRIFT_COUNT_MAX)) await countOne(deps, { agencyId, at }, drift);
    } catch (error) {
      deps.failed(error);
    }
  };

export type CountDrift = ReturnType<typeof countDrift>;

type Seen = { readonly agencyId: AgencyId; readonly at: Instant };

async function countOne(deps: CountDriftDeps, seen: Seen, drift: Drift): Promise<void> {
  const { agencyId, at } = seen;
  if (await deps.update(deps.drift.counted(agencyId, drift, at))) return;
  const hasRoom = drift.reason === "other" || (await takeRoom(deps, agencyId));
  if (!hasRoom) return countOne(deps, seen, other);
  const standing = await deps.create(deps.drift.firstItem(agencyId, drift, at));
  if (standing !== undefined) await deps.update(deps.drift.counted(agencyId, drift, at));
}

async function takeRoom({ drift, update, create }: CountDriftDeps, agencyId: AgencyId): Promise<boolean> {
  if (await update(drift.roomTaken(agencyId))) return true;
  if ((await create(drift.firstRoom(agencyId))) === undefined) return true;
  return update(drift.roomTaken(agencyId));
}
