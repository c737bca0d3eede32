import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";

describe("placement.info_requested refuses", () => {
  it("a question after the acknowledgement", async () => {
    const { active } = await aTenantHere();
    const { placementId, agency } = await active();
    const answer = await agency.callback("placement.info_requested", { placementId, data: { code: "MORE" } });
    expect(refusal(answer)).toEqual([409, "invalid-transition"]);
    expect(answer.body).toMatchObject({ from: "ACTIVE", event: "request-information" });
  });

  it("a second question before the first was answered", async () => {
    const { place } = await aTenantHere();
    const { placementId, agency } = await place();
    const ask = () => agency.callback("placement.info_requested", { placementId, data: { code: "MORE" } });
    await ask();
    const again = await ask();
    expect(refusal(again)).toEqual([409, "invalid-transition"]);
    expect(again.body.allowed).toEqual(["provide-information", "decline", "recall"]);
  });

  it.each([
    ["no code", {}, "/data/code"],
    ["too many fields", { code: "MORE", fields: Array.from({ length: 51 }, () => "x") }, "/data/fields"],
    ["a field that is no text", { code: "MORE", fields: [7] }, "/data/fields/0"],
  ])("%s and points at it", async (_name, data, pointer) => {
    const { place } = await aTenantHere();
    const { placementId, agency } = await place();
    const answer = await agency.callback("placement.info_requested", { placementId, data });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });
});
