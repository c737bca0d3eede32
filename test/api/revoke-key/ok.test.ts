import { describe, expect, it } from "vitest";
import { isForTheOperator } from "../../support/admin-refusals.ts";
import { everyOne } from "../../support/admin-reads.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";
import { demand } from "../../support/tenant.ts";

const operator = operatorHere();

describe("POST /v1/keys/{keyId}/revocation", () => {
  it("ends a key: a running function refuses it within seconds", async () => {
    const { lender } = await aTenantHere({ agencies: 0 });
    const keyId = `key_${lender.apiKey.split("_")[2]}`;
    demand(await lender.get("/v1/accounts"), 200);
    const { body } = demand(await operator.call(`/v1/keys/${keyId}/revocation`, { method: "POST" }), 200);
    expect(body).toMatchObject({ keyId, state: "REVOKED", revokedAt: expect.any(String) });
    const asked = async () => (await lender.get("/v1/accounts")).status;
    await expect.poll(asked, { timeout: 15_000, interval: 500 }).toBe(401);
  });

  it("moves nothing when it is repeated", async () => {
    const { lender } = await aTenantHere({ agencies: 0 });
    const keyId = `key_${lender.apiKey.split("_")[2]}`;
    const revoke = () => operator.call(`/v1/keys/${keyId}/revocation`, { method: "POST" });
    const [first, second] = [demand(await revoke(), 200), demand(await revoke(), 200)];
    expect(second.body.revokedAt).toBe(first.body.revokedAt);
    const changes = await everyOne(`/v1/changes?subject=keys/${keyId}`);
    expect(changes.map(({ action }) => action)).toEqual(["revoked", "created"]);
  });

  it("does not wait for a use that was being noted", async () => {
    const { lender } = await aTenantHere({ agencies: 0 });
    const keyId = `key_${lender.apiKey.split("_")[2]}`;
    const [revoked] = await Promise.all([
      operator.call(`/v1/keys/${keyId}/revocation`, { method: "POST" }),
      lender.get("/v1/accounts"),
    ]);
    demand(revoked, 200);
    expect((await operator.get(`/v1/keys/${keyId}`)).body.state).toBe("REVOKED");
  });

  it("answers 404 to an id that nobody has", async () => {
    const answer = await operator.call("/v1/keys/key_01ARZ3NDEKTSV4RRFFQ69G5FAV/revocation", {
      method: "POST",
    });
    expect(refusal(answer)).toEqual([404, "not-found"]);
  });

  isForTheOperator("/v1/keys/key_01ARZ3NDEKTSV4RRFFQ69G5FAV/revocation", { method: "POST" });
});
