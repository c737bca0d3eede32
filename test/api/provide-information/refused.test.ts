import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";

describe("POST /v1/accounts/{id}/information refuses", () => {
  it("an answer that nobody asked for, with what would be allowed", async () => {
    const { lender, place } = await aTenantHere();
    const { accountId } = await place();
    const answer = await lender.post(`/v1/accounts/${accountId}/information`, { text: "Hello." });
    expect(refusal(answer)).toEqual([409, "invalid-transition"]);
    expect(answer.body).toMatchObject({ from: "OFFERED", event: "provide-information" });
    expect(answer.body.allowed).toContain("acknowledge");
    expect(await lender.history(accountId)).toHaveLength(3);
  });

  it("another lender's account as if it were not there", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere({ agencies: 0 })];
    const { accountId } = await mine.place();
    const answer = await other.lender.post(`/v1/accounts/${accountId}/information`, { text: "Hello." });
    expect(refusal(answer)).toEqual([404, "not-found"]);
  });
});
