import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { newRef, usd } from "../../support/tenant.ts";

describe("payment.corrected", () => {
  it("cannot say that less came than was taken back", async () => {
    const { active } = await aTenantHere();
    const { agency, placementId } = await active();
    const paymentRef = newRef();
    await agency.callback("payment.received", { placementId, data: { paymentRef, amount: usd(10_000) } });
    await agency.callback("payment.reversed", {
      placementId,
      data: { reversalRef: newRef(), originalPaymentRef: paymentRef, amount: usd(8_000), reason: "NSF" },
    });
    const data = { paymentRef, supersedesEventId: "first", amount: usd(7_999) };
    const { status, body } = await agency.callback("payment.corrected", { placementId, data });
    expect([status, body.code]).toEqual([422, "amount-exceeds-balance"]);
  });

  it.each([
    ["corrects nothing", {}, "invalid-request"],
    ["is in another currency", { amount: { amount: 5, currency: "EUR" } }, "currency-mismatch"],
    [
      "has no event that said it wrongly",
      { supersedesEventId: undefined, amount: usd(5) },
      "invalid-request",
    ],
  ])("that %s is refused", async (_, changes, code) => {
    const { active } = await aTenantHere();
    const { agency, placementId } = await active();
    const data = { paymentRef: newRef(), supersedesEventId: "first", ...changes };
    const answer = await agency.callback("payment.corrected", { placementId, data });
    expect([answer.status, answer.body.code]).toEqual([422, code]);
  });

  it("of a payment on another placement is refused", async () => {
    const { active } = await aTenantHere();
    const [one, other] = [await active(), await active()];
    const paymentRef = newRef();
    await one.agency.callback("payment.received", {
      placementId: one.placementId,
      data: { paymentRef, amount: usd(10_000) },
    });
    const data = { paymentRef, supersedesEventId: "first", amount: usd(9_000) };
    const answer = await one.agency.callback("payment.corrected", { placementId: other.placementId, data });
    expect(answer.body).toMatchObject({ code: "invalid-request", errors: [{ pointer: "/placementId" }] });
  });
});
