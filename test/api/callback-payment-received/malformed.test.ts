import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { aPayment, usd, type Placement, type Tenant } from "../../support/tenant.ts";

describe("payment.received", () => {
  let tenant: Tenant;
  let placement: Placement;
  beforeAll(async () => {
    tenant = await aTenantHere();
    placement = await tenant.active();
  });

  it.each([
    ["a float", { amount: usd(10.5) }, "/data/amount/amount"],
    ["a negative amount", { amount: usd(-1) }, "/data/amount/amount"],
    ["zero", { amount: usd(0) }, "/data/amount/amount"],
    ["an amount as text", { amount: { amount: "1", currency: "USD" } }, "/data/amount/amount"],
    ["an amount beyond the limit", { amount: usd(1_000_000_000_001) }, "/data/amount/amount"],
    ["a bare number", { amount: 100 }, "/data/amount"],
    ["a currency that is none", { amount: { amount: 1, currency: "XXZ" } }, "/data/amount/currency"],
    [
      "a member of every object for a currency",
      { amount: { amount: 1, currency: "toString" } },
      "/data/amount/currency",
    ],
    ["an unknown member of an amount", { amount: { ...usd(1), scale: 2 } }, "/data/amount/scale"],
    ["no reference", { paymentRef: undefined }, "/data/paymentRef"],
    ["an empty reference", { paymentRef: "" }, "/data/paymentRef"],
    ["a reference with a space", { paymentRef: "a b" }, "/data/paymentRef"],
    ["a reference that is too long", { paymentRef: "r".repeat(65) }, "/data/paymentRef"],
    ["an unknown method", { method: "SHELLS" }, "/data/method"],
    ["an unknown recipient", { recipient: "MY_COUSIN" }, "/data/recipient"],
    ["a date that never was", { clearedOn: "2024-13-01" }, "/data/clearedOn"],
  ])("refuses %s, points at it and changes nothing", async (_name, changes, pointer) => {
    const before = await tenant.lender.account(placement.accountId);
    const { placementId, agency } = placement;
    const answer = await agency.callback("payment.received", { placementId, data: aPayment(changes) });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
    expect(await tenant.lender.account(placement.accountId)).toEqual(before);
  });
});
