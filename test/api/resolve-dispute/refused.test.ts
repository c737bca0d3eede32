import { beforeAll, describe, expect, inject, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { pointers, refusal, refusesUnreadable, refusesWithoutKey } from "../../support/refusals.ts";
import { usd, type Placement, type Tenant } from "../../support/tenant.ts";

const explanation = "Checked.";
const adjustment = { component: "INTEREST", amount: usd(100) };

describe("POST /v1/disputes/{id}/resolution", () => {
  let tenant: Tenant;
  let placement: Placement;
  let disputeId: string;
  let before: unknown;
  beforeAll(async () => {
    tenant = await aTenantHere();
    placement = await tenant.active();
    const { agency, placementId } = placement;
    ({ disputeId } = (
      await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } })
    ).body);
    await agency.inbox.receives("hold.apply");
    before = await tenant.lender.account(placement.accountId);
  });

  const unchanged = async () => expect(await tenant.lender.account(placement.accountId)).toEqual(before);

  it.each([
    [
      "more than the component was placed with",
      { component: "INTEREST", amount: usd(5_001) },
      "amount-exceeds-balance",
    ],
    [
      "a component that nothing is owed of",
      { component: "COURT_COST", amount: usd(1) },
      "amount-exceeds-balance",
    ],
    [
      "another currency",
      { component: "INTEREST", amount: { amount: 1, currency: "EUR" } },
      "currency-mismatch",
    ],
  ])("refuses to lower %s", async (_name, wanted, code) => {
    const answer = await tenant.lender.resolve(disputeId, {
      outcome: "PARTLY_UPHELD",
      explanation,
      adjustment: wanted,
    });
    expect(refusal(answer)).toEqual([422, code]);
    await unchanged();
  });

  it.each([
    ["an unknown outcome", { outcome: "MAYBE", explanation }, "/outcome"],
    ["no explanation", { outcome: "REJECTED" }, "/explanation"],
    ["an empty explanation", { outcome: "REJECTED", explanation: "" }, "/explanation"],
    ["PARTLY_UPHELD without an adjustment", { outcome: "PARTLY_UPHELD", explanation }, "/adjustment"],
    ["an adjustment with REJECTED", { outcome: "REJECTED", explanation, adjustment }, "/adjustment"],
    ["an adjustment with UPHELD", { outcome: "UPHELD", explanation, adjustment }, "/adjustment"],
    [
      "a negative adjustment",
      { outcome: "PARTLY_UPHELD", explanation, adjustment: { ...adjustment, amount: usd(-1) } },
      "/adjustment/amount/amount",
    ],
    [
      "a float",
      { outcome: "PARTLY_UPHELD", explanation, adjustment: { ...adjustment, amount: usd(1.5) } },
      "/adjustment/amount/amount",
    ],
    ["an unknown member", { outcome: "REJECTED", explanation, because: "x" }, "/because"],
  ])("refuses %s and points at it", async (_name, body, pointer) => {
    const answer = await tenant.lender.resolve(disputeId, body);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
    await unchanged();
  });

  refusesUnreadable((raw, headers) =>
    tenant.lender.call(`/v1/disputes/${disputeId}/resolution`, { raw, headers }),
  );

  it("is 404 to another lender and for a dispute that is not there", async () => {
    const other = await aTenantHere({ agencies: 0 });
    for (const id of [disputeId, "dsp_01ARZ3NDEKTSV4RRFFQ69G5FAV_4", "dsp_x"]) {
      const answer = await other.lender.resolve(id, { outcome: "REJECTED", explanation });
      expect(refusal(answer), id).toEqual([404, "not-found"]);
    }
    await unchanged();
  });

  refusesWithoutKey((headers) =>
    http(inject("cloud").baseUrl)(`/v1/disputes/${disputeId}/resolution`, {
      json: { outcome: "REJECTED", explanation },
      headers,
    }),
  );

  it("is 403 to finance and to the agency that raised it", async () => {
    const finance = await operatorHere().newKey({ kind: "FINANCE" });
    for (const apiKey of [finance, placement.agency.apiKey]) {
      const answer = await tenant.lender.call(`/v1/disputes/${disputeId}/resolution`, {
        json: { outcome: "REJECTED", explanation },
        apiKey,
      });
      expect(refusal(answer)).toEqual([403, "forbidden"]);
    }
    await unchanged();
  });
});

describe("a dispute that was answered", () => {
  it("is not answered again, and says from where what would be allowed", async () => {
    const { lender, active } = await aTenantHere();
    const { placementId, agency, accountId } = await active();
    const { disputeId } = (await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } }))
      .body;
    await lender.resolve(disputeId, { outcome: "REJECTED", explanation });
    const before = await lender.account(accountId);
    const answer = await lender.resolve(disputeId, { outcome: "UPHELD", explanation });
    expect(refusal(answer)).toEqual([409, "invalid-transition"]);
    expect(answer.body).toMatchObject({ from: "REJECTED", event: "uphold", allowed: [] });
    expect(await lender.account(accountId)).toEqual(before);
  });
});
