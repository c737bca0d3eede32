import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { isForTheOperator } from "../../support/admin-refusals.ts";
import { operatorHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { aPolicy, usd } from "../../support/tenant.ts";

const operator = operatorHere();
const newPath = () => `/v1/lenders/lnd_${ulid()}`;
const body = (policy = {}) => ({ name: "Sample Bank", policy: aPolicy(policy) });

describe("PUT /v1/lenders/{id}", () => {
  it("sets a lender up, and reads back the same", async () => {
    const path = newPath();
    const { status, body: saved } = await operator.put(path, body());
    expect(status).toBe(200);
    expect(saved).toMatchObject({ name: "Sample Bank", policy: aPolicy(), policyVersion: 1 });
    expect((await operator.get(path)).body).toEqual({ ...saved, contracts: [] });
  });

  it("gives a policy that differs the next version, and keeps the version of one that does not", async () => {
    const path = newPath();
    const versions = [];
    for (const policy of [{}, {}, { daysPastDueMin: 60 }, { daysPastDueMin: 60 }, {}])
      versions.push((await operator.put(path, body(policy))).body.policyVersion);
    expect(versions).toEqual([1, 1, 2, 2, 3]);
  });

  it.each([
    ["no name", { name: "" }, "/name"],
    ["an unknown member", { colour: "red" }, "/colour"],
    ["no policy", { policy: undefined }, "/policy"],
    ["a negative minimum", { policy: aPolicy({ balanceMin: usd(-1) }) }, "/policy/balanceMin/amount"],
    ["days that are no whole number", { policy: aPolicy({ cooldownDays: 1.5 }) }, "/policy/cooldownDays"],
  ])("refuses %s and points at it", async (_name, changes, pointer) => {
    const answer = await operator.put(newPath(), { ...body(), ...changes });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });

  it("refuses an id that is no lender's", async () => {
    expect(refusal(await operator.put("/v1/lenders/harbour", body()))).toEqual([422, "invalid-request"]);
  });

  isForTheOperator(newPath(), { method: "PUT", json: body() });
});

describe("GET /v1/lenders/{id}", () => {
  it("answers 404 for a lender that is not set up", async () => {
    expect(refusal(await operator.get(newPath()))).toEqual([404, "not-found"]);
  });

  isForTheOperator(newPath(), {});
});
