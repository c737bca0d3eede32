import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";

describe("dispute.raised refuses", () => {
  it("no dispute for being one more than an account can carry: it is kept for a person", async () => {
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
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ disposition: "QUARANTINED", reason: "too-many-holds" });
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
