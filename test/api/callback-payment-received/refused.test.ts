import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { aPayment } from "../../support/tenant.ts";

describe("payment.received refuses", () => {
  it("money in another currency than the account's, and changes nothing", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    const before = await lender.account(accountId);
    const data = aPayment({ amount: { amount: 100, currency: "EUR" } });
    const answer = await agency.callback("payment.received", { placementId, data });
    expect(refusal(answer)).toEqual([422, "currency-mismatch"]);
    expect(pointers(answer)).toEqual(["/data/amount/currency"]);
    expect(await lender.account(accountId)).toEqual(before);
  });

  it("and takes the corrected callback afterwards under the same references", async () => {
    const { active } = await aTenantHere();
    const { placementId, agency } = await active();
    const wrong = aPayment({ amount: { amount: 100, currency: "EUR" } });
    await agency.callback("payment.received", { placementId, data: wrong });
    const right = { ...wrong, amount: { amount: 100, currency: "USD" } };
    const answer = await agency.callback("payment.received", { placementId, data: right });
    expect(answer.body.disposition).toBe("ACCEPTED");
  });
});
