import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";

describe("placement.declined refuses", () => {
  it("to give back what was acknowledged", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    const answer = await agency.callback("placement.declined", { placementId, data: { code: "CAPACITY" } });
    expect(refusal(answer)).toEqual([409, "invalid-transition"]);
    expect(answer.body).toMatchObject({ from: "ACTIVE", event: "decline", allowed: ["recall", "close"] });
    expect((await lender.account(accountId)).lifecycle).toBe("ACTIVE");
  });

  it("a second decline under another event id", async () => {
    const { lender, place } = await aTenantHere();
    const { accountId, placementId, agency } = await place();
    const decline = () => agency.callback("placement.declined", { placementId, data: { code: "CAPACITY" } });
    await decline();
    expect(refusal(await decline())).toEqual([409, "invalid-transition"]);
    expect((await lender.account(accountId)).placements).toHaveLength(1);
  });
});

describe("placement.declined", () => {
  it.each([
    ["no code", {}, "/data/code"],
    ["an unknown code", { code: "MOOD" }, "/data/code"],
    ["an empty text", { code: "CAPACITY", text: "" }, "/data/text"],
    ["too long a text", { code: "CAPACITY", text: "x".repeat(1001) }, "/data/text"],
  ])("refuses %s and points at it", async (_name, data, pointer) => {
    const { place } = await aTenantHere();
    const { placementId, agency } = await place();
    const answer = await agency.callback("placement.declined", { placementId, data });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });
});
