import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal, refusesWithoutKey } from "../../support/refusals.ts";
import { aPayment } from "../../support/tenant.ts";

const nobodys = "rcp_00000000000000000000000000";

describe("GET /v1/agencies/{agencyId}/receipts", () => {
  it.each([
    ["one that never was", nobodys],
    ["what is no id", "nonsense"],
    ["what reaches for another item", `${nobodys}%23x`],
  ])("does not know %s", async (_name, receiptId) => {
    const { agency } = await aTenantHere();
    const path = `/v1/agencies/${agency.agencyId}/receipts/${receiptId}`;
    expect(refusal(await agency.call(path, { apiKey: agency.apiKey }))).toEqual([404, "not-found"]);
  });

  it("shows nothing of another agency, neither by its path nor by its receipt's id", async () => {
    const { place, agencies } = await aTenantHere({ agencies: 2 });
    const { placementId, agency } = await place();
    const stranger = agencies.find((one) => one !== agency)!;
    const { body } = await agency.callback("payment.received", { placementId, data: aPayment() });
    for (const path of [
      `${agency.agencyId}/receipts/${body.receiptId}`,
      `${agency.agencyId}/receipts?eventId=${body.eventId}`,
      `${stranger.agencyId}/receipts/${body.receiptId}`,
      `agy_no-id/receipts/${body.receiptId}`,
    ])
      expect(refusal(await agency.call(`/v1/agencies/${path}`, { apiKey: stranger.apiKey }))).toEqual([
        404,
        "not-found",
      ]);
    const own = `/v1/agencies/${stranger.agencyId}/receipts?eventId=${body.eventId}`;
    expect((await agency.call(own, { apiKey: stranger.apiKey })).body).toEqual({ items: [] });
  });

  it("is for agencies and the operator", async () => {
    const { agency, lender } = await aTenantHere();
    const path = `/v1/agencies/${agency.agencyId}/receipts/${nobodys}`;
    expect(refusal(await agency.call(path, { apiKey: lender.apiKey }))).toEqual([403, "forbidden"]);
  });

  it.each([
    ["no event id", ""],
    ["an empty event id", "?eventId="],
    ["an event id that is too long", `?eventId=${"e".repeat(129)}`],
    ["an event id that is no ASCII", "?eventId=%C3%A9"],
  ])("refuses %s and points at it", async (_name, query) => {
    const { agency } = await aTenantHere();
    const path = `/v1/agencies/${agency.agencyId}/receipts${query}`;
    const answer = await agency.call(path, { apiKey: agency.apiKey });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(["/eventId"]);
  });

  refusesWithoutKey(async (headers) => {
    const { agency } = await aTenantHere();
    return agency.call(`/v1/agencies/${agency.agencyId}/receipts/${nobodys}`, { headers });
  });
});
