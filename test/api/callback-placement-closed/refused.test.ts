import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { aPayment, usd } from "../../support/tenant.ts";

describe("placement.closed refuses", () => {
  it.each([
    ["PAID_IN_FULL with a rest", "PAID_IN_FULL", 1_000],
    ["PAID_IN_FULL with one cent left", "PAID_IN_FULL", 104_999],
    ["PARTIALLY_PAID_EXHAUSTED with nothing left", "PARTIALLY_PAID_EXHAUSTED", 105_000],
  ])("%s", async (_name, code, paid) => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    await agency.callback("payment.received", { placementId, data: aPayment({ amount: usd(paid) }) });
    const answer = await agency.callback("placement.closed", {
      placementId,
      data: { code, finalBalance: usd(0) },
    });
    expect(refusal(answer)).toEqual([422, "close-code-inconsistent"]);
    expect(pointers(answer)).toEqual(["/data/code"]);
    expect((await lender.account(accountId)).lifecycle).toBe("ACTIVE");
  });

  it("PARTIALLY_PAID_EXHAUSTED without a payment", async () => {
    const { active } = await aTenantHere();
    const { placementId, agency, balance } = await active();
    const data = { code: "PARTIALLY_PAID_EXHAUSTED", finalBalance: balance };
    const answer = await agency.callback("placement.closed", { placementId, data });
    expect(refusal(answer)).toEqual([422, "close-code-inconsistent"]);
  });

  it("to close what was only offered, or what is closed", async () => {
    const { place, active } = await aTenantHere();
    const [offered, worked] = [await place(), await active()];
    const close = ({ placementId, agency, balance }: typeof offered) =>
      agency.callback("placement.closed", {
        placementId,
        data: { code: "EXHAUSTED", finalBalance: balance },
      });
    const early = await close(offered);
    expect(refusal(early)).toEqual([409, "invalid-transition"]);
    expect(early.body).toMatchObject({ from: "OFFERED", event: "close" });
    await close(worked);
    expect((await close(worked)).body).toMatchObject({
      from: "CLOSED",
      event: "close",
      allowed: ["reopen", "return", "finalize"],
    });
  });

  it.each([
    ["no code", { finalBalance: usd(0) }, "/data/code"],
    ["an unknown code", { code: "DONE", finalBalance: usd(0) }, "/data/code"],
    ["no final balance", { code: "EXHAUSTED" }, "/data/finalBalance"],
    ["a negative final balance", { code: "EXHAUSTED", finalBalance: usd(-1) }, "/data/finalBalance/amount"],
    ["a float", { code: "EXHAUSTED", finalBalance: usd(0.1) }, "/data/finalBalance/amount"],
  ])("%s and points at it", async (_name, data, pointer) => {
    const { active } = await aTenantHere();
    const { placementId, agency } = await active();
    const answer = await agency.callback("placement.closed", { placementId, data });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });
});
