import { describe, expect, it } from "vitest";
import { isForTheOperator } from "../../support/admin-refusals.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";

const operator = operatorHere();
const finance = { principal: { kind: "FINANCE" }, label: "month end" };

describe("POST /v1/keys", () => {
  it("shows a new key once: no two are alike", async () => {
    const [one, two] = [
      await operator.call("/v1/keys", { json: finance }),
      await operator.call("/v1/keys", { json: finance }),
    ];
    expect(one.status).toBe(201);
    expect(one.body).toEqual({
      keyId: expect.stringMatching(/^key_/u),
      apiKey: expect.stringMatching(/^gw_local_[0-9A-Z]{26}_[0-9a-f]{64}$/u),
      ...finance,
      state: "ACTIVE",
      createdAt: expect.any(String),
    });
    expect(two.body.apiKey).not.toBe(one.body.apiKey);
  });

  it("makes a key that opens exactly its own door", async () => {
    const { lender } = await aTenantHere({ agencies: 0 });
    const apiKey = await operator.newKey({ kind: "LENDER", lenderId: lender.lenderId });
    expect((await lender.call("/v1/accounts", { apiKey })).status).toBe(200);
    expect(refusal(await operator.call("/v1/keys", { json: finance, apiKey }))).toEqual([403, "forbidden"]);
  });

  it("makes a key with an end, which lies ahead", async () => {
    const expiresAt = "2099-01-01T02:00:00+02:00";
    const { body } = await operator.call("/v1/keys", { json: { ...finance, expiresAt } });
    expect(body).toMatchObject({ state: "ACTIVE", expiresAt: "2099-01-01T00:00:00.000Z" });
    const over = await operator.call("/v1/keys", {
      json: { ...finance, expiresAt: "2020-01-01T00:00:00Z" },
    });
    expect([...refusal(over), ...pointers(over)]).toEqual([422, "invalid-request", "/expiresAt"]);
  });

  it.each([
    { kind: "LENDER", lenderId: "lnd_01ARZ3NDEKTSV4RRFFQ69G5FAV" },
    { kind: "AGENCY", agencyId: "agy_01ARZ3NDEKTSV4RRFFQ69G5FAV" },
  ])("refuses a key for $kind that is not set up", async (principal) => {
    const answer = await operator.call("/v1/keys", { json: { principal, label: "test" } });
    expect(refusal(answer)).toEqual([422, "unknown-principal"]);
  });

  it.each([
    ["an unknown kind", { ...finance, principal: { kind: "ROOT" } }, "/principal/kind"],
    ["a lender without an id", { ...finance, principal: { kind: "LENDER" } }, "/principal/lenderId"],
    [
      "a lender with an agency's id",
      { ...finance, principal: { kind: "LENDER", lenderId: "agy_01ARZ3NDEKTSV4RRFFQ69G5FAV" } },
      "/principal/lenderId",
    ],
    [
      "more than a principal has",
      { ...finance, principal: { kind: "FINANCE", lenderId: "x" } },
      "/principal/lenderId",
    ],
    ["no label", { ...finance, label: "" }, "/label"],
    ["a key of one's own choice", { ...finance, apiKey: "gw_x" }, "/apiKey"],
  ])("refuses %s and points at it", async (_name, json, pointer) => {
    const answer = await operator.call("/v1/keys", { json });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });

  isForTheOperator("/v1/keys", { method: "POST", json: finance });
});
