import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { aCallback, aPayment, newRef, type Placement, type Tenant } from "../../support/tenant.ts";

describe("POST /v1/agencies/{id}/events", () => {
  let tenant: Tenant;
  let placement: Placement;
  beforeAll(async () => {
    tenant = await aTenantHere();
    placement = await tenant.active();
  });

  const post = (raw: string, headers = {}) => placement.agency.post(raw, { eventId: newRef(), headers });

  it.each([
    ["is cut off", '{"a":', {}, 400, "malformed-json"],
    ["is empty", "", {}, 400, "malformed-json"],
    ["is text", "{}", { "content-type": "text/plain" }, 415, "unsupported-media-type"],
    ["is XML", "<a/>", { "content-type": "application/xml" }, 415, "unsupported-media-type"],
    ["is a list", "[]", {}, 422, "invalid-request"],
    ["is a number", "7", {}, 422, "invalid-request"],
    ["is larger than accepted", `{"a":"${"x".repeat(129 * 1024)}"}`, {}, 413, "payload-too-large"],
  ])("refuses a signed body that %s", async (_name, raw, ...[headers, ...refused]) => {
    expect(refusal(await post(raw, headers))).toEqual(refused);
  });

  it("takes a body that is just not too large", async () => {
    const { placementId } = placement;
    const data = { ...aPayment(), padding: "x".repeat(125 * 1024) };
    expect((await placement.agency.callback("payment.received", { placementId, data })).status).toBe(202);
  });

  it.each([
    ["an unknown version", { specVersion: "2.0" }, "/specVersion"],
    ["a schema version that is none", { schemaVersion: 0 }, "/schemaVersion"],
    ["an empty type", { eventType: "" }, "/eventType"],
    ["a placement that is none", { placementId: "plc_1" }, "/placementId"],
    ["an account for a placement", { placementId: "acc_01ARZ3NDEKTSV4RRFFQ69G5FAV" }, "/placementId"],
    [
      "a placement number that no account can have",
      { placementId: "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_0" },
      "/placementId",
    ],
    ["a date instead of an instant", { effectiveAt: "2024-05-01" }, "/effectiveAt"],
    ["an instant without an offset", { effectiveAt: "2024-05-01T10:00:00" }, "/effectiveAt"],
    ["an instant that never was", { effectiveAt: "2024-02-30T10:00:00Z" }, "/effectiveAt"],
    ["a number for a time", { reportedAt: 1_700_000_000 }, "/reportedAt"],
    ["no data", { data: undefined }, "/data"],
    ["data that is a list", { data: [] }, "/data"],
  ])("refuses %s and points at it", async (_name, changes, pointer) => {
    const { placementId, agency } = placement;
    const answer = await agency.callback("payment.received", { placementId, data: aPayment(), ...changes });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });

  it("refuses an event id that is not the signed one", async () => {
    const body = aCallback("payment.received", { placementId: placement.placementId, data: aPayment() });
    const answer = await post(JSON.stringify(body));
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(["/eventId"]);
  });

  it.each([
    ["is too long", "e".repeat(129)],
    ["reaches for another item", "x#RECEIPT y"],
  ])("refuses an event id that %s", async (_name, eventId) => {
    const { placementId, agency } = placement;
    const answer = await agency.callback("payment.received", { eventId, placementId, data: aPayment() });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(["/eventId"]);
  });

  it("keeps ids with separators apart: one agency's cannot be taken for another's", async () => {
    const { placementId, agency } = placement;
    const eventId = `${newRef()}#RECEIPT`;
    const answer = await agency.callback("payment.received", { eventId, placementId, data: aPayment() });
    expect(answer.body.disposition).toBe("ACCEPTED");
  });
});
