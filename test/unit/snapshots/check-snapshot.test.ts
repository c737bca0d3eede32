import { describe, expect, it } from "vitest";
import { AgencyId } from "../../../shared/kernel/ids.ts";
import { Instant } from "../../../shared/kernel/time.ts";
import { checkSnapshot } from "../../../shared/snapshots/check-snapshot.ts";
import { decideSnapshot, isPartOf } from "../../../shared/snapshots/decide-snapshot.ts";
import { snapshotIdOf } from "../../../shared/snapshots/keys.ts";
import { snapshotData } from "../../../shared/snapshots/snapshot-data.ts";
import { aSnapshot, aSnapshotLine } from "../../support/snapshot.ts";

const agencyId = AgencyId.parse("agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND");
const placement = (n: number) => `plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_${n}`;
const dataOf = (changes: object = {}, lines = [aSnapshotLine(placement(1)), aSnapshotLine(placement(2))]) =>
  snapshotData().parse(aSnapshot(lines, { snapshotRef: "INV-1", ...changes }));
const decided = (changes: object = {}) =>
  decideSnapshot({ agencyId, data: dataOf(changes), receivedAt: Instant.parse("2026-04-02T12:00:00.000Z") });

describe("a part of an inventory", () => {
  it("that agrees with itself is taken, an empty one as well", () => {
    expect(checkSnapshot(dataOf())).toEqual({ ok: true, value: { count: 2, outstanding: 210_000 } });
    expect(checkSnapshot(dataOf({}, []))).toEqual({ ok: true, value: { count: 0, outstanding: 0 } });
  });

  it.each([
    [{ count: 2, outstanding: 209_999 }, ["/controlTotals/outstanding"]],
    [{ count: 3, outstanding: 210_000 }, ["/controlTotals/count"]],
    [{ count: 1, outstanding: 1 }, ["/controlTotals/count", "/controlTotals/outstanding"]],
  ])("whose control totals are %j is refused, and told what its lines come to", (controlTotals, places) => {
    const refused = checkSnapshot(dataOf({ controlTotals }));
    expect(refused).toMatchObject({
      ok: false,
      error: { code: "snapshot-totals-differ", extra: { found: { count: 2, outstanding: 210_000 } } },
    });
    expect(!refused.ok && refused.error.errors?.map(({ pointer }) => pointer)).toEqual(places);
  });

  it("that lists a placement twice is refused, and the second line is named", () => {
    const twice = dataOf({}, [aSnapshotLine(placement(1)), aSnapshotLine(placement(1), { outstanding: 1 })]);
    expect(checkSnapshot(twice)).toMatchObject({
      ok: false,
      error: { code: "snapshot-line-repeated", errors: [{ pointer: "/lines/1/placementId" }] },
    });
  });

  it("has an id of its agency, its reference and its part, and of nothing else", () => {
    expect(snapshotIdOf(agencyId, "INV-1", 1)).toBe(decided({ asOf: "2026-01-01T00:00:00Z" }).snapshotId);
    const other = AgencyId.parse("agy_01JB4Q6N7VB7Y2K0FQZ4S6T8NE");
    const ids = [
      snapshotIdOf(agencyId, "INV-1", 1),
      snapshotIdOf(agencyId, "INV-1", 2),
      snapshotIdOf(agencyId, "INV-2", 1),
      snapshotIdOf(other, "INV-1", 1),
    ];
    expect(new Set(ids).size).toBe(4);
  });

  it.each([
    ["asOf", { asOf: "2026-04-01T00:00:00Z" }],
    ["currency", { currency: "EUR" }],
    ["parts", { parts: 3 }],
  ])("with another %s than the parts before is refused", (name, changes) => {
    const first = decided({ asOf: "2026-04-02T00:00:00Z", parts: 2 });
    const same = decided({ asOf: "2026-04-02T02:00:00+02:00", part: 2, parts: 2 });
    expect(isPartOf(same, first).ok).toBe(true);
    const other = decided({ asOf: "2026-04-02T00:00:00Z", part: 2, parts: 2, ...changes });
    expect(isPartOf(other, first)).toMatchObject({
      ok: false,
      error: { code: "snapshot-ref-reused", errors: [{ pointer: `/${name}` }] },
    });
  });
});
