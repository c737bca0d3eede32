import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";

describe("placement.declined", () => {
  it.each(["JURISDICTION", "CASE_TYPE", "CAPACITY", "DATA_INSUFFICIENT", "CONFLICT", "ALREADY_IN_COURT"])(
    "gives the account back with the code %s, frees the place and keeps the reason",
    async (code) => {
      const { lender, operator, place } = await aTenantHere();
      const { accountId, placementId, agency } = await place();
      const { body } = await agency.callback("placement.declined", {
        placementId,
        data: { code, text: "Sorry." },
      });
      expect(body).toMatchObject({ disposition: "ACCEPTED", lifecycle: "ELIGIBLE" });
      const account = await lender.account(accountId);
      expect(account.placements).toMatchObject([
        { state: "DECLINED", endCode: code, endedAt: expect.any(String) },
      ]);
      const { contracts } = (await operator.get(`/v1/lenders/${lender.lenderId}`)).body;
      expect(contracts).toMatchObject([{ open: 0, placed: 1 }]);
    },
  );

  it("can be the answer to information that did not help", async () => {
    const { lender, place } = await aTenantHere();
    const { accountId, placementId, agency } = await place();
    await agency.callback("placement.info_requested", { placementId, data: { code: "MORE" } });
    const { body } = await agency.callback("placement.declined", {
      placementId,
      data: { code: "DATA_INSUFFICIENT" },
    });
    expect(body.lifecycle).toBe("ELIGIBLE");
    expect((await lender.account(accountId)).placements[0].state).toBe("DECLINED");
  });
});
