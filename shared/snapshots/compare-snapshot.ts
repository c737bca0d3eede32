import type { Actor } from "../kernel/event.ts";
import { SnapshotId } from "../kernel/ids.ts";
import type { DialectStore } from "../dialects/store.ts";
import type { Clock, Instant } from "../kernel/time.ts";
import { recorded } from "../platform/events.ts";
import type { Write } from "../platform/write.ts";
import { breakOf, type FoundBreak } from "./break-of.ts";
import { compare, type Compared } from "./compare.ts";
import type { GatherPlacements } from "./gather-placements.ts";
import { findingsHashOf, snapshotIdOf } from "./keys.ts";
import type { Comparison, Finding, Snapshot } from "./model.ts";
import type { SnapshotStore } from "./store.ts";

export type CompareSnapshotDeps = {
  readonly snapshots: Pick<SnapshotStore, "find" | "findAll" | "lines" | "putFindings" | "compared">;
  readonly gather: GatherPlacements;
  readonly dialects: Pick<DialectStore, "current">;
  /** Opens a break, or finds the one that is open: told twice, it is one. */
  readonly open: (
    found: FoundBreak,
    looked: { readonly actor: Actor; readonly at: Instant },
  ) => Promise<unknown>;
  readonly write: Write;
  readonly clock: Clock;
};

/** `WAITS` for parts that did not come yet. */
export type SnapshotOutcome = "WAITS" | "COMPARED" | "COMPARED_BEFORE";

/** So many parts are looked for at once. */
const CHUNK_SIZE = 100;

/**
 * Compares an inventory with what its agency has, once all of its parts are there. Findings are written where nobody
 * looks, and shown in the one transaction that records the comparison: killed anywhere, it ends as one.
 */
export const compareSnapshot =
  (deps: CompareSnapshotDeps) =>
  async (anyPartId: string): Promise<SnapshotOutcome> => {
    const part = await deps.snapshots.find(SnapshotId.parse(anyPartId));
    if (part === undefined) throw new Error(`${anyPartId} is not there`);
    const ids = partIdsOf(part);
    if (!(await areThere(deps, ids))) return "WAITS";
    const first = await deps.snapshots.find(snapshotIdOf(part.agencyId, part.snapshotRef, 1));
    if (first === undefined || first.comparison !== undefined) return "COMPARED_BEFORE";
    const lines = await deps.snapshots.lines(ids);
    const known = await deps.gather(first, lines);
    const dialect = await deps.dialects.current(first.agencyId);
    const compared = compare({ ...first, ...(dialect && { codes: dialect.codes }) }, lines, known);
    // Before it is shown: killed in between, the same breaks are found again.
    for (const finding of compared.findings) {
      const owner = known.owners.get(finding.placementId);
      await opened(deps, first, owner === undefined ? finding : { lenderId: owner, ...finding });
    }
    return (await shown(deps, first, { ...compared, lineCount: lines.length }))
      ? "COMPARED"
      : "COMPARED_BEFORE";
  };

const actor = { kind: "SYSTEM", id: "reconciler" } as const;

async function opened({ open }: CompareSnapshotDeps, first: Snapshot, finding: Finding): Promise<void> {
  const found = breakOf(first, finding);
  if (found !== undefined) await open(found, { actor, at: first.asOf });
}

const partIdsOf = ({ agencyId, snapshotRef, parts }: Snapshot): readonly SnapshotId[] =>
  Array.from({ length: parts }, (_, index) => snapshotIdOf(agencyId, snapshotRef, index + 1));

/** The last ones first: they come last. */
async function areThere({ snapshots }: CompareSnapshotDeps, ids: readonly SnapshotId[]): Promise<boolean> {
  for (let end = ids.length; end > 0; end -= CHUNK_SIZE) {
    const some = ids.slice(Math.max(0, end - CHUNK_SIZE), end);
    if ((await snapshots.findAll(some)).length < some.length) return false;
  }
  return true;
}

async function shown(
  deps: CompareSnapshotDeps,
  first: Snapshot,
  { findings, openCount, lineCount }: Compared & { readonly lineCount: number },
): Promise<boolean> {
  const { snapshotId, agencyId, snapshotRef, asOf } = first;
  const comparedAt = deps.clock.now();
  const findingsHash = findingsHashOf(findings);
  await deps.snapshots.putFindings(snapshotId, findingsHash, findings);
  const counts = { lineCount, openCount, findingCount: findings.length, findingCounts: countsOf(findings) };
  const comparison: Comparison = { comparedAt, ...counts, findingsHash };
  const { items, chain } = recorded(
    { accountId: snapshotId, chain: first },
    [
      {
        type: "snapshot.compared",
        actor,
        effectiveAt: asOf,
        receivedAt: comparedAt,
        data: { agencyId, snapshotRef, ...counts, findingsHash },
      },
    ],
    comparedAt,
  );
  const [identity, state] = deps.snapshots.compared(first, { ...first, ...chain, comparison });
  const written = await deps.write({ identity: [identity], state: [state], events: items });
  return written.ok;
}

function countsOf(findings: readonly Finding[]): Comparison["findingCounts"] {
  const counts = new Map<string, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => ({ code, count })).toSorted((a, b) => (a.code < b.code ? -1 : 1));
}
