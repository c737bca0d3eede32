import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { usd, type Placement } from "../../support/tenant.ts";

describe("placement.acknowledged", () => {
  let placement: Placement;
  beforeAll(async () => {
    placement = await (await aTenantHere()).place();
  });

  it.each([
    ["no balance", {}, "/data/balance"],
    ["a float", { balance: usd(1050.5) }, "/data/balance/amount"],
    ["a negative balance", { balance: usd(-1) }, "/data/balance/amount"],
    ["a balance as text", { balance: "1050.00" }, "/data/balance"],
    ["a currency that is none", { balance: { amount: 1, currency: "DOLLARS" } }, "/data/balance/currency"],
    ["an empty case reference", { balance: usd(1), agencyCaseRef: "" }, "/data/agencyCaseRef"],
  ])("refuses %s and points at it", async (_name, data, pointer) => {
    const { placementId, agency } = placement;
    const answer = await agency.callback("placement.acknowledged", { placementId, data });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });
});
