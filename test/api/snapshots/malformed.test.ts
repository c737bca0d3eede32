import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { aSnapshot, aSnapshotLine } from "../../support/snapshot.ts";
import type { Tenant } from "../../support/tenant.ts";

const placement = (n: number): string => `plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_${n}`;
const withLine = (changes: object) => aSnapshot([aSnapshotLine(placement(1), { ...changes })]);

describe("an inventory", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await aTenantHere();
  });

  it.each<readonly [string, object, string]>([
    ["no reference", aSnapshot([], { snapshotRef: undefined }), "/data/snapshotRef"],
    ["a reference that is none", aSnapshot([], { snapshotRef: "a b" }), "/data/snapshotRef"],
    ["no moment", aSnapshot([], { asOf: undefined }), "/data/asOf"],
    ["a date for a moment", aSnapshot([], { asOf: "2026-04-02" }), "/data/asOf"],
    ["a currency that is none", aSnapshot([], { currency: "XXL" }), "/data/currency"],
    ["no control totals", aSnapshot([], { controlTotals: undefined }), "/data/controlTotals"],
    ["no lines", aSnapshot([], { lines: undefined }), "/data/lines"],
    ["a part beyond its parts", aSnapshot([], { part: 2, parts: 1 }), "/data/part"],
    ["a part before the first", aSnapshot([], { part: 0 }), "/data/part"],
    ["more parts than there may be", aSnapshot([], { parts: 1_001 }), "/data/parts"],
    ["a balance below zero", withLine({ outstanding: -1 }), "/data/lines/0/outstanding"],
    ["a placement that is none", withLine({ placementId: "CASE-1" }), "/data/lines/0/placementId"],
    ["a state that is too long", withLine({ state: "x".repeat(65) }), "/data/lines/0/state"],
    ["a day that is none", withLine({ lastPaymentOn: "2026-02-30" }), "/data/lines/0/lastPaymentOn"],
  ])("with %s is refused, and the place is named", async (_what, data, place) => {
    const answer = await tenant.agency.callback("reconciliation.snapshot", { data });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toContain(place);
  });

  it("with a float for money is refused", async () => {
    const data = { ...withLine({ outstanding: 0.5 }), controlTotals: { count: 1, outstanding: 0 } };
    const answer = await tenant.agency.callback("reconciliation.snapshot", { data });
    expect([refusal(answer), pointers(answer)]).toEqual([
      [422, "invalid-request"],
      ["/data/lines/0/outstanding"],
    ]);
  });

  it("of a hundred lines is taken, of one more it is not", async () => {
    const lines = Array.from({ length: 101 }, (_, n) => aSnapshotLine(placement(n + 1)));
    const full = aSnapshot(lines.slice(1));
    expect((await tenant.agency.callback("reconciliation.snapshot", { data: full })).status).toBe(202);
    const answer = await tenant.agency.callback("reconciliation.snapshot", { data: aSnapshot(lines) });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(expect.arrayContaining(["/data/lines"]));
  });
});
