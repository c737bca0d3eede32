import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { aPayment, usd } from "../../support/tenant.ts";

describe("placement.closed", () => {
  it("ends the placement, frees the place and keeps the code", async () => {
    const { lender, operator, active } = await aTenantHere();
    const { accountId, placementId, agency, balance } = await active();
    const { body } = await agency.callback("placement.closed", {
      placementId,
      data: { code: "UNTRACEABLE", finalBalance: balance },
    });
    expect(body).toMatchObject({ disposition: "ACCEPTED", lifecycle: "CLOSED" });
    const account = await lender.account(accountId);
    expect(account).toMatchObject({ lifecycle: "CLOSED", attention: [] });
    expect(account.placements).toMatchObject([{ state: "CLOSED", endCode: "UNTRACEABLE" }]);
    expect((await operator.get(`/v1/lenders/${lender.lenderId}`)).body.contracts).toMatchObject([
      { open: 0 },
    ]);
  });

  it("takes PAID_IN_FULL when nothing is left", async () => {
    const { active } = await aTenantHere();
    const { placementId, agency } = await active();
    await agency.callback("payment.received", { placementId, data: aPayment({ amount: usd(105_000) }) });
    const { body } = await agency.callback("placement.closed", {
      placementId,
      data: { code: "PAID_IN_FULL", finalBalance: usd(0) },
    });
    expect(body.lifecycle).toBe("CLOSED");
  });

  it("takes PARTIALLY_PAID_EXHAUSTED after a payment with a rest", async () => {
    const { active } = await aTenantHere();
    const { placementId, agency } = await active();
    await agency.callback("payment.received", { placementId, data: aPayment() });
    const { body } = await agency.callback("placement.closed", {
      placementId,
      data: { code: "PARTIALLY_PAID_EXHAUSTED", finalBalance: usd(95_000) },
    });
    expect(body.lifecycle).toBe("CLOSED");
  });

  it("closes with a final balance that is a cent off, and calls a person", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    await agency.callback("placement.closed", {
      placementId,
      data: { code: "EXHAUSTED", finalBalance: usd(104_999) },
    });
    expect((await lender.account(accountId)).attention).toEqual(["FINAL_BALANCE_DIFFERS"]);
  });
});
