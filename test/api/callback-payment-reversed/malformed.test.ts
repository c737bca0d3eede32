import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { aReversal, usd, type Placement } from "../../support/tenant.ts";

describe("payment.reversed", () => {
  let placement: Placement;
  beforeAll(async () => {
    placement = await (await aTenantHere()).active();
  });

  it.each([
    ["a float", { amount: usd(0.5) }, "/data/amount/amount"],
    ["a negative amount", { amount: usd(-10) }, "/data/amount/amount"],
    ["zero", { amount: usd(0) }, "/data/amount/amount"],
    ["no reference of its own", { reversalRef: undefined }, "/data/reversalRef"],
    ["no payment", { originalPaymentRef: undefined }, "/data/originalPaymentRef"],
    ["an unknown reason", { reason: "REGRET" }, "/data/reason"],
    ["a return code that is too long", { returnCode: "R".repeat(17) }, "/data/returnCode"],
  ])("refuses %s and points at it", async (_name, changes, pointer) => {
    const { placementId, agency } = placement;
    const answer = await agency.callback("payment.reversed", {
      placementId,
      data: aReversal("p-1", changes),
    });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });
});
