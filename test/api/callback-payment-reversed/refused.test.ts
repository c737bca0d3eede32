import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { aPayment, aReversal, usd } from "../../support/tenant.ts";

describe("payment.reversed refuses", () => {
  it.each([
    ["more than was paid", { amount: usd(10_001) }, "amount-exceeds-balance", "/data/amount/amount"],
    [
      "another currency",
      { amount: { amount: 1, currency: "EUR" } },
      "currency-mismatch",
      "/data/amount/currency",
    ],
  ])("%s, and changes nothing", async (_name, changes, ...[code, pointer]) => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    const data = aPayment();
    await agency.callback("payment.received", { placementId, data });
    const before = await lender.account(accountId);
    const answer = await agency.callback("payment.reversed", {
      placementId,
      data: aReversal(data.paymentRef, changes),
    });
    expect(refusal(answer)).toEqual([422, code]);
    expect(pointers(answer)).toEqual([pointer]);
    expect(await lender.account(accountId)).toEqual(before);
  });

  it.each([
    ["as it is", 10_001, "REVERSAL_EXCEEDS"],
    ["for it was taken back before", 10_000, "REVERSAL_TWICE"],
  ])("more than is left, and finance has it as a break: %s", async (_name, amount, code) => {
    const { active, lender, operator } = await aTenantHere();
    const { placementId, agency } = await active();
    const data = aPayment();
    await agency.callback("payment.received", { placementId, data });
    const back = (much: number) => aReversal(data.paymentRef, { amount: usd(much) });
    if (amount === 10_000) await agency.callback("payment.reversed", { placementId, data: back(amount) });
    const again = { placementId, data: back(amount) };
    expect(refusal(await agency.callback("payment.reversed", again))).toEqual([
      422,
      "amount-exceeds-balance",
    ]);
    expect(refusal(await agency.callback("payment.reversed", again))).toEqual([
      422,
      "amount-exceeds-balance",
    ]);
    const apiKey = await operator.newKey({ kind: "FINANCE", role: "VIEWER", lenderId: lender.lenderId });
    const breaks = async () => (await operator.call("/v1/breaks", { apiKey })).body.items;
    await expect.poll(breaks, { timeout: 20_000 }).toMatchObject([
      {
        code,
        amount: -amount,
        agencyId: agency.agencyId,
        currency: "USD",
        owner: "FINANCE",
        state: "OPEN",
      },
    ]);
  });

  it("more than is left after a part was taken back", async () => {
    const { active } = await aTenantHere();
    const { placementId, agency } = await active();
    const data = aPayment();
    await agency.callback("payment.received", { placementId, data });
    const reverse = (amount: number) =>
      agency.callback("payment.reversed", {
        placementId,
        data: aReversal(data.paymentRef, { amount: usd(amount) }),
      });
    expect((await reverse(9_000)).status).toBe(202);
    expect(refusal(await reverse(1_001))).toEqual([422, "amount-exceeds-balance"]);
  });
});
