import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";

describe("dispute.raised refuses", () => {
  it("a dispute of a placement that is closed", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency, balance } = await active();
    await agency.callback("placement.closed", {
      placementId,
      data: { code: "EXHAUSTED", finalBalance: balance },
    });
    const answer = await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } });
    expect(refusal(answer)).toEqual([409, "invalid-transition"]);
    expect(answer.body).toMatchObject({ from: "CLOSED", event: "dispute.raised" });
    expect((await lender.account(accountId)).holds).toEqual([]);
  });

  it("more open disputes than an account can carry", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    const types = [
      "NOT_MINE",
      "IDENTITY_THEFT",
      "DEBT_NOT_EXIST",
      "AMOUNT_WRONG",
      "ALREADY_PAID",
      "SETTLED_EARLIER",
      "FEES_INTEREST",
      "SERVICE_GOODS",
    ];
    for (const type of types)
      expect((await agency.callback("dispute.raised", { placementId, data: { type } })).status).toBe(202);
    const answer = await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } });
    expect(refusal(answer)).toEqual([409, "invalid-transition"]);
    expect((await lender.account(accountId)).holds).toHaveLength(8);
  });

  it.each([
    ["no type", {}, "/data/type"],
    ["an unknown type", { type: "JUST_BECAUSE" }, "/data/type"],
    ["an unknown channel", { type: "OTHER", channel: "FAX" }, "/data/channel"],
    ["a yes that is text", { type: "OTHER", inWriting: "yes" }, "/data/inWriting"],
    ["a narrative that is too long", { type: "OTHER", narrative: "x".repeat(20_001) }, "/data/narrative"],
    ["a time that is none", { type: "OTHER", raisedAt: "yesterday" }, "/data/raisedAt"],
  ])("%s and points at it", async (_name, data, pointer) => {
    const { active } = await aTenantHere();
    const { placementId, agency } = await active();
    const answer = await agency.callback("dispute.raised", { placementId, data });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });
});
