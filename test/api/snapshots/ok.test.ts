import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import type { Json } from "../../support/http.ts";
import { linesOf, ndjson, reportFile } from "../../support/event-file.ts";
import { aSnapshot, aSnapshotLine } from "../../support/snapshot.ts";
import { aCallback, aPayment, demand, newRef, usd, type Tenant } from "../../support/tenant.ts";

const OWED = 105_000;
const now = (): string => new Date().toISOString();

describe("an agency's inventory", () => {
  let tenant: Tenant;
  let others: Tenant;
  beforeAll(async () => {
    [tenant, others] = [await aTenantHere(), await aTenantHere()];
  });
  const read = async (path: string): Promise<Json> => {
    const { agencyId, apiKey } = tenant.agency;
    return demand(await tenant.agency.call(`/v1/agencies/${agencyId}/snapshots${path}`, { apiKey }), 200)
      .body;
  };
  const report = async (lines: readonly object[], changes: object = {}): Promise<Json> => {
    const data = aSnapshot(lines, { asOf: now(), ...changes });
    return demand(await tenant.agency.callback("reconciliation.snapshot", { data }), 202).body;
  };
  const comparison = async (snapshotId: string): Promise<Json> => {
    const found = async () => (await read(`/${snapshotId}`)).comparison;
    await expect.poll(found, { timeout: 20_000 }).toBeDefined();
    return found();
  };

  it("is compared with what the agency has: what is missing, ended, unknown or differs is found, nothing else", async () => {
    const { agency, active } = tenant;
    const [same, drifted, missing, closed] = [await active(), await active(), await active(), await active()];
    const foreign = await others.active();
    const data = { code: "EXHAUSTED", finalBalance: usd(OWED) };
    demand(await agency.callback("placement.closed", { placementId: closed.placementId, data }), 202);
    const asOf = now();
    // What came in, and what was placed, after the inventory was taken is no finding.
    await agency.callback("payment.received", {
      placementId: same.placementId,
      effectiveAt: new Date(Date.parse(asOf) + 1_000).toISOString(),
      data: aPayment(),
    });
    await active();
    const taken = await report(
      [
        aSnapshotLine(same.placementId, { agencyCaseRef: "CASE-1", state: "PROMISED" }),
        aSnapshotLine(drifted.placementId, { outstanding: OWED + 1 }),
        aSnapshotLine(closed.placementId),
        aSnapshotLine(foreign.placementId),
      ],
      { asOf },
    );
    expect(taken).toMatchObject({ disposition: "ACCEPTED" });
    expect(await comparison(taken.snapshotId)).toMatchObject({
      lineCount: 4,
      openCount: 3,
      findingCount: 4,
      findingCounts: [
        { code: "BAL_DRIFT", count: 1 },
        { code: "INV_MISSING_AT_AGENCY", count: 1 },
        { code: "INV_UNKNOWN", count: 1 },
        { code: "INV_ZOMBIE", count: 1 },
      ],
    });
    const { lenderId } = tenant.lender;
    const apiKey = await operatorHere().newKey({ kind: "FINANCE", lenderId });
    const breaks = demand(await operatorHere().call("/v1/breaks", { apiKey }), 200).body.items;
    const faces = breaks.map(({ code, severity, amount }: Json) => [code, severity, amount.amount ?? amount]);
    expect(faces.toSorted()).toEqual([
      ["BAL_DRIFT", "HIGH", -1],
      ["INV_MISSING_AT_AGENCY", "HIGH", OWED],
      ["INV_ZOMBIE", "CRITICAL", -OWED],
    ]);
    // What was never placed with the agency is its lender's to know of, and nobody tells the agency whose it is.
    const theirKey = await operatorHere().newKey({ kind: "FINANCE", lenderId: others.lender.lenderId });
    const theirs = demand(await operatorHere().call("/v1/breaks", { apiKey: theirKey }), 200).body.items;
    expect(theirs).toMatchObject([{ code: "INV_UNKNOWN", agencyId: agency.agencyId, amount: -OWED }]);
    const { items } = await read(`/${taken.snapshotId}/findings`);
    const byPlacement = Object.fromEntries(items.map((one: Json) => [one.placementId, one]));
    expect(byPlacement).toEqual({
      [drifted.placementId]: {
        code: "BAL_DRIFT",
        placementId: drifted.placementId,
        lenderId,
        ours: { state: "ACTIVE", currency: "USD", outstanding: OWED },
        theirs: { currency: "USD", outstanding: OWED + 1 },
      },
      [missing.placementId]: {
        code: "INV_MISSING_AT_AGENCY",
        placementId: missing.placementId,
        lenderId,
        ours: { state: "ACTIVE", currency: "USD", outstanding: OWED },
      },
      [foreign.placementId]: {
        code: "INV_UNKNOWN",
        placementId: foreign.placementId,
        theirs: { currency: "USD", outstanding: OWED },
      },
      [closed.placementId]: {
        code: "INV_ZOMBIE",
        placementId: closed.placementId,
        lenderId,
        ours: { state: "CLOSED", endedAt: expect.any(String) },
        theirs: { currency: "USD", outstanding: OWED },
      },
    });
  });

  it("is read by the agency, the operator and finance, and its findings by pages", async () => {
    const lines = [1, 2, 3].map((n) => aSnapshotLine(`plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_${n}`));
    const { snapshotId } = await report(lines, { currency: "EUR", asOf: "2020-01-01T00:00:00Z" });
    expect(await comparison(snapshotId)).toMatchObject({ lineCount: 3, openCount: 0, findingCount: 3 });
    const root = `/v1/agencies/${tenant.agency.agencyId}/snapshots`;
    const one = await read(`/${snapshotId}`);
    expect(one.lines).toEqual(lines);
    const finance = await operatorHere().newKey({ kind: "FINANCE" });
    expect((await operatorHere().call(`${root}/${snapshotId}`, { apiKey: finance })).body).toEqual(one);
    const operator = await operatorHere().newKey({ kind: "ADMIN" });
    expect((await operatorHere().call(`${root}/${snapshotId}`, { apiKey: operator })).body).toEqual(one);
    const first = await read(`/${snapshotId}/findings?limit=2`);
    const rest = await read(`/${snapshotId}/findings?limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items].map(({ placementId }: Json) => placementId)).toEqual(
      lines.map(({ placementId }) => placementId),
    );
    const listed = async () => (await read("")).items.map((item: Json) => item.snapshotId);
    await expect.poll(listed, { timeout: 20_000 }).toContain(snapshotId);
  });

  it("of several parts is compared once all are there, and found with the first", async () => {
    const changes = { snapshotRef: newRef(), asOf: "2020-01-01T00:00:00Z", parts: 2 };
    const line = (n: number) => aSnapshotLine(`plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_${n}`);
    const second = await report([line(2)], { ...changes, part: 2 });
    const first = await report([line(1)], { ...changes, part: 1 });
    expect(await comparison(first.snapshotId)).toMatchObject({ lineCount: 2, findingCount: 2 });
    const other = await read(`/${second.snapshotId}`);
    expect(other).toMatchObject({ part: 2, parts: 2, firstPartId: first.snapshotId });
    expect(other).not.toHaveProperty("comparison");
    expect((await read(`/${second.snapshotId}/findings`)).items).toEqual([]);
  });

  it("that lists nothing is one as well", async () => {
    const { snapshotId } = await report([], { asOf: "2020-01-01T00:00:00Z" });
    expect(await comparison(snapshotId)).toMatchObject({ lineCount: 0, openCount: 0, findingCount: 0 });
  });

  it("that is sent again is the same, whichever way: as the event, under another event id, in a batch", async () => {
    const { agency } = tenant;
    const data = aSnapshot([], { asOf: "2020-01-01T00:00:00Z" });
    const { placementId: _none, ...body } = aCallback("reconciliation.snapshot", {
      placementId: undefined,
      data,
    }) as Json;
    const first = await agency.post(JSON.stringify(body), { eventId: body.eventId });
    expect(first).toMatchObject({ status: 202, body: { disposition: "ACCEPTED" } });
    const again = await agency.post(JSON.stringify(body), { eventId: body.eventId });
    expect([again.headers.get("idempotent-replayed"), again.body]).toEqual(["true", first.body]);
    const other = await agency.callback("reconciliation.snapshot", { data });
    expect(other.body).toMatchObject({ disposition: "DUPLICATE" });
    const batch = await agency.post(JSON.stringify({ events: [body] }), {
      eventId: newRef(),
      to: "event-batches",
    });
    expect(batch.body.items).toMatchObject([{ status: 202, replayed: true, receipt: first.body }]);
  });

  it("may come in a file of events: its lines are answered, and it is compared", async () => {
    const { agency, active } = tenant;
    const placement = await active();
    const data = aSnapshot([aSnapshotLine(placement.placementId, { outstanding: OWED + 3 })], {
      asOf: now(),
    });
    const part = aCallback("reconciliation.snapshot", { data });
    const wrong = aCallback("reconciliation.snapshot", {
      data: { ...data, snapshotRef: newRef(), controlTotals: { count: 9, outstanding: 9 } },
    });
    const file = await reportFile(agency, ndjson([part, wrong, part]), { fileName: "inventory.ndjson" });
    const lines = await linesOf(agency, file.fileId);
    const answers = new Map(lines.map(({ line, disposition }) => [line, disposition]));
    expect([...answers.values()]).toEqual(["ACCEPTED", "REFUSED", "ACCEPTED"]);
    const { items } = await read("?limit=1");
    expect((await comparison(items[0].snapshotId)).findingCounts).toContainEqual({
      code: "BAL_DRIFT",
      count: 1,
    });
  });

  it("in words that nobody knows waits for a person, and is compared once it is released", async () => {
    const { agency, active } = tenant;
    const operator = operatorHere();
    const placement = await active();
    const data = aSnapshot([aSnapshotLine(placement.placementId)], { asOf: now() });
    const kept = demand(
      await agency.callback("inventory.monthly", { placementId: placement.placementId, data }),
      202,
    ).body;
    expect(kept.disposition).toBe("QUARANTINED");
    const codes = { eventType: { "inventory.monthly": "reconciliation.snapshot" } };
    demand(await operator.put(`/v1/agencies/${agency.agencyId}/dialect`, { codes }), 200);
    const released = await operator.call(`/v1/quarantined-events/${kept.receiptId}/release`, {
      method: "POST",
    });
    const { receipt } = demand(released, 200).body;
    expect(receipt).toMatchObject({ disposition: "ACCEPTED", snapshotId: expect.stringMatching(/^snp_/u) });
    expect((await comparison(receipt.snapshotId)).lineCount).toBe(1);
  });
});
