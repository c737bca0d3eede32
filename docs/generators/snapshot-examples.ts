import type * as z from "zod";
import { AgencyId, LenderId, PlacementId } from "../../shared/kernel/ids.ts";
import { accepted } from "../../shared/kernel/problems.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { checkSnapshot } from "../../shared/snapshots/check-snapshot.ts";
import { compare } from "../../shared/snapshots/compare.ts";
import { decideSnapshot } from "../../shared/snapshots/decide-snapshot.ts";
import { findingsHashOf } from "../../shared/snapshots/keys.ts";
import { snapshotView } from "../../shared/snapshots/view.ts";
import { snapshotData } from "../../shared/snapshots/snapshot-data.ts";
import type { SnapshotWithLines } from "../../shared/snapshots/wire.ts";
import { ids } from "./examples.ts";

/** The placement of the examples, with a balance that is some dollars too high, and one that is not the agency's. */
export const snapshotBody = {
  snapshotRef: "INV-2026-04-02",
  asOf: "2026-04-02T22:00:00Z",
  currency: "USD",
  part: 1,
  parts: 1,
  lines: [
    {
      placementId: ids.placementId,
      agencyCaseRef: "CASE-88120",
      outstanding: 102_500,
      state: "IN_COLLECTION",
      lastPaymentOn: "2026-03-05",
      lastPaymentAmount: 25_000,
    },
    { placementId: "plc_01HZZ5M8Q2C7T4V9XKDN6R3WEB_1", agencyCaseRef: "CASE-70011", outstanding: 40_000 },
  ],
  controlTotals: { count: 2, outstanding: 142_500 },
} as const satisfies z.input<ReturnType<typeof snapshotData>>;

const data = snapshotData().parse(snapshotBody);
accepted(checkSnapshot(data));

const snapshot = decideSnapshot({
  agencyId: AgencyId.parse(ids.agencyId),
  data,
  receivedAt: Instant.parse("2026-04-02T22:00:05.000Z"),
});

const { findings, openCount } = compare(snapshot, data.lines, {
  open: [
    {
      placementId: PlacementId.parse(ids.placementId),
      lenderId: LenderId.parse(ids.lenderId),
      state: "ACTIVE",
      since: Instant.parse("2026-03-02T09:00:00.000Z"),
      currency: data.currency,
      outstanding: 100_000,
    },
  ],
  ended: [],
});

export const findingsExample = findings;

export const snapshotExample = snapshotView({
  ...snapshot,
  comparison: {
    comparedAt: Instant.parse("2026-04-02T22:00:06.000Z"),
    lineCount: data.lines.length,
    openCount,
    findingCount: findings.length,
    findingCounts: findings.map(({ code }) => ({ code, count: 1 })),
    findingsHash: findingsHashOf(findings),
  },
});

export const snapshotWithLinesExample: SnapshotWithLines = { ...snapshotExample, lines: data.lines };
