import { describe, expect, it } from "vitest";
import { isForTheOperator } from "../../support/admin-refusals.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { demand } from "../../support/tenant.ts";

const operator = operatorHere();

const aKey = async (more: Readonly<Record<string, unknown>> = {}) =>
  demand(
    await operator.call("/v1/keys", { json: { principal: { kind: "FINANCE" }, label: "close", ...more } }),
    201,
  ).body;

const rotation = (keyId: string, json: unknown = {}) => operator.call(`/v1/keys/${keyId}/rotation`, { json });

describe("POST /v1/keys/{keyId}/rotation", () => {
  it("shows a successor for the same principal once, and both are in force for a day", async () => {
    const { lender } = await aTenantHere({ agencies: 0 });
    const keyId = `key_${lender.apiKey.split("_")[2]}`;
    const { body } = demand(await rotation(keyId), 201);
    expect(body).toEqual({
      keyId: expect.stringMatching(/^key_/u),
      apiKey: expect.stringMatching(/^gw_local_[0-9A-Z]{26}_[0-9a-f]{64}$/u),
      principal: { kind: "LENDER", lenderId: lender.lenderId },
      label: "test",
      state: "ACTIVE",
      createdAt: expect.any(String),
      predecessorId: keyId,
    });
    for (const apiKey of [lender.apiKey, body.apiKey])
      expect((await lender.call("/v1/accounts", { apiKey })).status).toBe(200);
    const before = (await operator.get(`/v1/keys/${keyId}`)).body;
    expect(before).toMatchObject({ state: "RETIRING", successorId: body.keyId });
    const hours = (Date.parse(before.expiresAt) - Date.parse(body.createdAt)) / 3_600_000;
    expect(hours).toBe(24);
    expect((await operator.get(`/v1/keys/${body.keyId}`)).body).not.toHaveProperty("apiKey");
  });

  it("ends the old key at once when there is no overlap", async () => {
    const { keyId } = await aKey();
    demand(await rotation(keyId, { overlapHours: 0 }), 201);
    expect((await operator.get(`/v1/keys/${keyId}`)).body.state).toBe("EXPIRED");
  });

  it("is refused for a key that has a successor: there is one line of keys, however often it is asked", async () => {
    const { keyId } = await aKey();
    const answers = await Promise.all([rotation(keyId), rotation(keyId), rotation(keyId)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused.map(({ code }) => code)).toEqual(["invalid-transition", "invalid-transition"]);
    const made = answers.find(({ status }) => status === 201)?.body.keyId;
    expect((await operator.get(`/v1/keys/${keyId}`)).body.successorId).toBe(made);
  });

  it("is refused for a key that was revoked", async () => {
    const { keyId } = await aKey();
    demand(await operator.call(`/v1/keys/${keyId}/revocation`, { method: "POST" }), 200);
    expect(refusal(await rotation(keyId))).toEqual([409, "invalid-transition"]);
  });

  it("answers 404 to an id that nobody has", async () => {
    expect(refusal(await rotation("key_01ARZ3NDEKTSV4RRFFQ69G5FAV"))).toEqual([404, "not-found"]);
  });

  it.each([
    [{ overlapHours: 169 }, "/overlapHours"],
    [{ overlapHours: -1 }, "/overlapHours"],
    [{ overlapHours: "24" }, "/overlapHours"],
    [{ label: "" }, "/label"],
    [{ principal: { kind: "ADMIN" } }, "/principal"],
  ])("refuses %j and points at it", async (json, pointer) => {
    const answer = await rotation("key_01ARZ3NDEKTSV4RRFFQ69G5FAV", json);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });

  isForTheOperator("/v1/keys/key_01ARZ3NDEKTSV4RRFFQ69G5FAV/rotation", { method: "POST", json: {} });
});
