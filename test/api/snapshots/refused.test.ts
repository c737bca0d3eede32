import { describe, expect, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { aSnapshot, aSnapshotLine } from "../../support/snapshot.ts";
import { demand, type Agency } from "../../support/tenant.ts";

const placement = (n: number): string => `plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_${n}`;
const lines = [aSnapshotLine(placement(1)), aSnapshotLine(placement(2))];
const root = ({ agencyId }: Agency): string => `/v1/agencies/${agencyId}/snapshots`;

const report = (agency: Agency, data: object) => agency.callback("reconciliation.snapshot", { data });

describe("an inventory is refused whole", () => {
  it.each([
    [
      "when its control totals are a cent off",
      aSnapshot(lines, { controlTotals: { count: 2, outstanding: 209_999 } }),
      "snapshot-totals-differ",
      "/controlTotals/outstanding",
    ],
    [
      "when a line was lost on the way",
      aSnapshot(lines.slice(1), { controlTotals: { count: 2, outstanding: 105_000 } }),
      "snapshot-totals-differ",
      "/controlTotals/count",
    ],
    [
      "when it lists a placement twice",
      aSnapshot([lines[0]!, lines[0]!]),
      "snapshot-line-repeated",
      "/lines/1/placementId",
    ],
  ])("%s, and nothing of it is there", async (...[, data, code, place]) => {
    const { agency } = await aTenantHere();
    const answer = await report(agency, data);
    expect(refusal(answer)).toEqual([422, code]);
    expect(pointers(answer)).toEqual([place]);
    const listed = demand(await agency.call(root(agency), { apiKey: agency.apiKey }), 200);
    expect(listed.body.items).toEqual([]);
    // The reference is not burnt: corrected, it is taken.
    const { snapshotRef } = data;
    demand(await report(agency, aSnapshot(lines, { snapshotRef })), 202);
  });

  it("when its reference was used for something else, and the first stands", async () => {
    const { agency } = await aTenantHere();
    const data = aSnapshot(lines);
    const { body } = demand(await report(agency, data), 202);
    const { snapshotRef } = data;
    const other = await report(agency, aSnapshot(lines.slice(1), { snapshotRef }));
    expect(refusal(other)).toEqual([409, "snapshot-ref-reused"]);
    expect(other.body.snapshotId).toBe(body.snapshotId);
    const path = `${root(agency)}/${body.snapshotId}`;
    expect((await agency.call(path, { apiKey: agency.apiKey })).body.lines).toEqual(lines);
  });

  it("when its parts do not agree in what they are parts of", async () => {
    const { agency } = await aTenantHere();
    const data = aSnapshot(lines, { parts: 2 });
    demand(await report(agency, data), 202);
    const other = await report(agency, { ...data, part: 2, currency: "EUR" });
    expect(refusal(other)).toEqual([409, "snapshot-ref-reused"]);
    expect(pointers(other)).toEqual(["/currency"]);
  });
});

describe("a snapshot", () => {
  it("of another agency is not there, and one agency's reference is not another's", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere()];
    const data = aSnapshot(lines);
    const { snapshotId } = demand(await report(mine.agency, data), 202).body;
    expect(demand(await report(other.agency, data), 202).body.snapshotId).not.toBe(snapshotId);
    const { apiKey } = other.agency;
    for (const path of [
      root(mine.agency),
      `${root(mine.agency)}/${snapshotId}`,
      `${root(mine.agency)}/${snapshotId}/findings`,
      `${root(other.agency)}/${snapshotId}`,
      `${root(other.agency)}/${snapshotId}/findings`,
      `${root(other.agency)}/snp_nonsense`,
    ])
      expect(refusal(await other.agency.call(path, { apiKey })), path).toEqual([404, "not-found"]);
    const finance = await operatorHere().newKey({ kind: "FINANCE" });
    const path = `${root(other.agency)}/${snapshotId}`;
    expect(refusal(await operatorHere().call(path, { apiKey: finance }))).toEqual([404, "not-found"]);
  });

  it("is read by no lender and by nobody who works for one of them", async () => {
    const { agency, lender } = await aTenantHere();
    const { snapshotId } = demand(await report(agency, aSnapshot(lines)), 202).body;
    const finance = await operatorHere().newKey({ kind: "FINANCE", lenderId: lender.lenderId });
    for (const apiKey of [finance, lender.apiKey])
      for (const path of ["", `/${snapshotId}`, `/${snapshotId}/findings`])
        expect(refusal(await operatorHere().call(root(agency) + path, { apiKey }))).toEqual([
          403,
          "forbidden",
        ]);
  });

  it("is not read by a cursor of another list", async () => {
    const { agency } = await aTenantHere();
    const cursor = Buffer.from(JSON.stringify({ pk: "a", sk: "b" })).toString("base64url");
    const call = { apiKey: agency.apiKey };
    expect(refusal(await agency.call(`${root(agency)}?cursor=${cursor}`, call))).toEqual([
      400,
      "invalid-cursor",
    ]);
    expect(refusal(await agency.call(`${root(agency)}?limit=201`, call))).toEqual([422, "invalid-request"]);
  });
});
