import { describe, expect, it } from "vitest";
import {
  germanBodies,
  germanDialect,
  recordBodies,
  recordDialect,
} from "../../../docs/generators/dialect-examples.ts";
import { isForTheOperator } from "../../support/admin-refusals.ts";
import { everyOne } from "../../support/admin-reads.ts";
import { says, speaks } from "../../support/dialects.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { usd } from "../../support/tenant.ts";

const operator = operatorHere();
const nobodys = "/v1/agencies/agy_01ARZ3NDEKTSV4RRFFQ69G5FAV";
const pathOf = ({ agencyId }: { readonly agencyId: string }) => `/v1/agencies/${agencyId}`;

describe("PUT /v1/agencies/{id}/dialect", () => {
  it("puts words in force as the next version, and the same words as no new one", async () => {
    const { agency } = await aTenantHere();
    const first = await speaks(agency, recordDialect);
    expect(first.body).toMatchObject({ agencyId: agency.agencyId, version: 1, constants: [] });
    expect([first.headers.get("etag"), (await speaks(agency, recordDialect)).headers.get("etag")]).toEqual([
      '"1"',
      '"1"',
    ]);
    expect((await speaks(agency, germanDialect)).body.version).toBe(2);
    const path = `${pathOf(agency)}/dialect`;
    const now = await operator.get(path);
    expect([now.headers.get("etag"), now.body]).toMatchObject(['"2"', germanDialect]);
    const { body } = await operator.get(`${path}/versions`);
    expect(body.items).toMatchObject([{ version: 2, savedAt: expect.any(String) }, { version: 1 }]);
    const changes = await everyOne(`/v1/changes?subject=agencies/${agency.agencyId}/dialect`);
    expect(changes).toMatchObject([{ action: "changed", revision: 2 }, { action: "created" }]);
  });

  it("lets one of two operators through, and tells the other", async () => {
    const { agency } = await aTenantHere();
    await speaks(agency, recordDialect);
    const put = (etag: string) =>
      operator.call(`${pathOf(agency)}/dialect`, {
        method: "PUT",
        json: germanDialect,
        headers: { "if-match": etag },
      });
    expect((await put('"1"')).status).toBe(200);
    expect(refusal(await put('"1"'))).toEqual([412, "precondition-failed"]);
  });

  it("refuses a code that is none, and points at it", async () => {
    const { agency } = await aTenantHere();
    const answer = await operator.put(`${pathOf(agency)}/dialect`, {
      codes: { "data.code": { PIF: "PAID" } },
    });
    expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], ["/codes/data.code/PIF"]]);
  });

  it("is not there for an agency that is not", async () => {
    expect(refusal(await operator.put(`${nobodys}/dialect`, {}))).toEqual([404, "not-found"]);
    expect(refusal(await operator.get(`${nobodys}/dialect`))).toEqual([404, "not-found"]);
  });

  isForTheOperator(`${nobodys}/dialect`, { method: "PUT", json: {} });
  isForTheOperator(`${nobodys}/dialect`, {});
  isForTheOperator(`${nobodys}/dialect/versions`, {});
});

describe("POST /v1/agencies/{id}/dialect-trials", () => {
  const tryOn = (agency: { readonly agencyId: string }, json: object) =>
    operator.call(`${pathOf(agency)}/dialect-trials`, { json });

  it("reads samples by a draft and by what is in force, and changes nothing", async () => {
    const { agency } = await aTenantHere();
    const samples = [recordBodies.payment, recordBodies.adjustment];
    const { body } = await tryOn(agency, { draft: recordDialect, samples });
    expect(body.totals).toEqual({ events: 2, differ: 2, understoodNow: 0, understoodByDraft: 1 });
    expect(body.items[0]).toMatchObject({
      now: { outcome: "MALFORMED" },
      draft: { outcome: "UNDERSTOOD", callback: { data: { amount: usd(25_000), recipient: "AGENCY" } } },
      differs: true,
    });
    expect(body.items[1].draft).toMatchObject({ outcome: "UNKNOWN", unknown: { value: "DA" } });
    expect(refusal(await operator.get(`${pathOf(agency)}/dialect`))).toEqual([404, "not-found"]);
  });

  it("reads what the agency sent, taken and waiting, newest first", async () => {
    const { place, agency } = await aTenantHere();
    await speaks(agency, germanDialect);
    const placement = await place({ balance: [{ component: "PRINCIPAL", amount: usd(125_000) }] });
    await says(placement, "DE-1", germanBodies.ANNAHME);
    await says(placement, "DE-2", { ...germanBodies.ZAHLUNG, vorgang: "EINGANG" });
    const codes = { ...germanDialect.codes, eventType: { EINGANG: "payment.received" } };
    const { body } = await tryOn(agency, { draft: { ...germanDialect, codes } });
    expect(body.items).toMatchObject([
      { now: { outcome: "UNKNOWN" }, draft: { outcome: "UNDERSTOOD" }, differs: true },
      { now: { outcome: "UNDERSTOOD" }, draft: { outcome: "UNKNOWN" }, differs: true },
    ]);
    expect(body.more).toBe(false);
    expect((await tryOn(agency, {})).body.totals).toEqual({
      events: 2,
      differ: 0,
      understoodNow: 1,
      understoodByDraft: 1,
    });
  });

  it("refuses more samples than it reads, and an agency that is not there", async () => {
    const { agency } = await aTenantHere();
    const samples = Array.from({ length: 101 }, () => ({}));
    expect(refusal(await tryOn(agency, { samples }))).toEqual([422, "invalid-request"]);
    expect(refusal(await operator.call(`${nobodys}/dialect-trials`, { json: {} }))).toEqual([
      404,
      "not-found",
    ]);
  });

  isForTheOperator(`${nobodys}/dialect-trials`, { json: {} });
});

describe("GET /v1/agencies/{id}/dialect-drift", () => {
  it("counts every value and every member that nothing names, apart from what is ignored", async () => {
    const { place, agency } = await aTenantHere();
    await speaks(agency, { ...germanDialect, ignored: ["/laune"] });
    const placement = await place({ balance: [{ component: "PRINCIPAL", amount: usd(125_000) }] });
    const stranger = { laune: "gut", wetter: { heute: "Regen" } };
    await says(placement, "DE-1", { ...germanBodies.ANNAHME, ...stranger });
    await says(placement, "DE-1", { ...germanBodies.ANNAHME, ...stranger });
    await says(placement, "DE-2", { ...germanBodies.ZAHLUNG, ...stranger, vorgang: "EINGANG" });
    const { body } = await operator.get(`${pathOf(agency)}/dialect-drift`);
    expect(
      body.items.map(({ count, reason, pointer, value }: never) => [count, reason, pointer, value]),
    ).toEqual(
      expect.arrayContaining([
        [1, "unknown-event-type", "/eventType", "EINGANG"],
        [2, "unknown-field", "/wetter/heute", ""],
      ]),
    );
    expect(body.items).toHaveLength(2);
  });

  isForTheOperator(`${nobodys}/dialect-drift`, {});
});
