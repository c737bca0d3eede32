import type { AgencyId, SnapshotId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Page } from "../platform/dynamo.ts";
import type { Finding, Snapshot } from "./model.ts";
import type { SnapshotReads } from "./store.ts";
import { snapshotView } from "./view.ts";
import type { SnapshotWithLines } from "./wire.ts";

type Deps = { readonly snapshots: Pick<SnapshotReads, "find" | "lines" | "findings"> };

/** One of an agency's, where there is one. */
export type OfAgency = { readonly agencyId: AgencyId; readonly snapshotId: SnapshotId | undefined };

type Paging = { readonly limit: number; readonly after?: Page["next"] };

/** @throws Refused `not-found` */
async function ofAgency({ snapshots }: Deps, { agencyId, snapshotId }: OfAgency): Promise<Snapshot> {
  const found = snapshotId === undefined ? undefined : await snapshots.find(snapshotId);
  if (found?.agencyId === agencyId) return found;
  throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
}

/** A part of an inventory with its lines. @throws Refused `not-found` */
export const readSnapshot =
  (deps: Deps) =>
  async (of: OfAgency): Promise<SnapshotWithLines> => {
    const snapshot = await ofAgency(deps, of);
    const lines = await deps.snapshots.lines([snapshot.snapshotId]);
    return { ...snapshotView(snapshot), lines: [...lines] };
  };

export type ReadSnapshot = ReturnType<typeof readSnapshot>;

/** What a comparison found; nothing with a part that is not the first, and nothing yet. @throws Refused `not-found` */
export const readFindings =
  (deps: Deps) =>
  async (
    of: OfAgency,
    paging: Paging,
  ): Promise<{ readonly items: readonly Finding[]; readonly next?: Page["next"] }> => {
    const { snapshotId, comparison } = await ofAgency(deps, of);
    if (comparison === undefined) return { items: [] };
    return deps.snapshots.findings(snapshotId, comparison.findingsHash, paging);
  };

export type ReadFindings = ReturnType<typeof readFindings>;
