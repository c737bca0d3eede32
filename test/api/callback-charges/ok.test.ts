import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { newRef, usd } from "../../support/tenant.ts";

const contract = { agencyFeeMax: usd(2_500) };
const aFee = (amount: number) => ({
  feeRef: newRef(),
  type: "AGENCY_FEE",
  amount: usd(amount),
  authorisationRef: "CONTRACT",
});
const aCost = (amount: number) => ({
  costRef: newRef(),
  type: "TRACING",
  amount: usd(amount),
  authorisationRef: "AUTH-1",
});

describe("cost.incurred", () => {
  it("is posted once by its reference and changes no balance", async () => {
    const { active, lender } = await aTenantHere();
    const { agency, placementId, accountId } = await active();
    const data = aCost(1_200);
    const { body } = await agency.callback("cost.incurred", { placementId, data });
    expect(body.outstanding).toEqual(usd(105_000));
    expect((await agency.callback("cost.incurred", { placementId, data })).body.disposition).toBe(
      "DUPLICATE",
    );
    const changed = { ...data, amount: usd(1_300) };
    expect((await agency.callback("cost.incurred", { placementId, data: changed })).body).toMatchObject({
      disposition: "QUARANTINED",
      reason: "reused-reference",
    });
    const costs = (await lender.history(accountId)).filter(({ type }) => type === "cost.incurred");
    expect(costs).toHaveLength(1);
    expect(costs[0]?.postings).toContainEqual({ account: "cost-expense", amount: 1_200 });
  });
});

describe("fee.added", () => {
  it("raises the balance by what the contract lets the agency add, and not beyond", async () => {
    const { active, lender } = await aTenantHere({ contract });
    const { agency, placementId, accountId } = await active();
    const first = await agency.callback("fee.added", { placementId, data: aFee(2_000) });
    expect(first.body.outstanding).toEqual(usd(107_000));
    const second = await agency.callback("fee.added", { placementId, data: aFee(501) });
    expect([second.status, second.body.code]).toEqual([409, "fee-not-authorised"]);
    const { balance } = await lender.account(accountId);
    expect(balance.components).toContainEqual({ component: "AGENCY_FEE", amount: usd(2_000) });
  });

  it("is refused while a breathing space stands", async () => {
    const { active, lender } = await aTenantHere({ contract });
    const { agency, placementId, accountId } = await active();
    await lender.post(`/v1/accounts/${accountId}/holds`, { type: "BREATHING_SPACE", reason: "Registered." });
    const { status, body } = await agency.callback("fee.added", { placementId, data: aFee(1) });
    expect([status, body.code]).toEqual([409, "charges-frozen"]);
  });
});
