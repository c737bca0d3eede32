import { describe, expect, inject, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { refusal } from "../../support/refusals.ts";

const call = http(inject("cloud").baseUrl);

describe("paths that lead nowhere", () => {
  it.each([
    "/",
    "/v1",
    "/v2/accounts",
    "/v1/account",
    "/v1/accounts/acc_01ARZ3NDEKTSV4RRFFQ69G5FAV/secrets",
    "/v1/keys/key_1/x/y",
    "/v1/agencies/agy_01ARZ3NDEKTSV4RRFFQ69G5FAV/debtors",
    "/.env",
    "/v1/../v1/accounts/x/y",
    "/%00",
    "/v1/accounts/acc_1/events/1",
    `/${"x".repeat(4_000)}`,
  ])("%s is 404 with a key and without", async (path) => {
    const { lender } = await aTenantHere({ agencies: 0 });
    expect(refusal(await call(path))).toEqual([404, "not-found"]);
    expect(refusal(await call(path, { apiKey: lender.apiKey }))).toEqual([404, "not-found"]);
  });
});

describe("methods that a path does not know", () => {
  it.each([
    ["DELETE", "/v1/accounts", "GET, POST"],
    ["PATCH", "/v1/accounts/acc_01ARZ3NDEKTSV4RRFFQ69G5FAV", "GET"],
    ["POST", "/v1/accounts/acc_01ARZ3NDEKTSV4RRFFQ69G5FAV/events", "GET"],
    ["GET", "/v1/accounts/acc_01ARZ3NDEKTSV4RRFFQ69G5FAV/information", "POST"],
    ["GET", "/v1/agencies/agy_01ARZ3NDEKTSV4RRFFQ69G5FAV/events", "POST"],
    ["DELETE", "/v1/agencies/agy_01ARZ3NDEKTSV4RRFFQ69G5FAV", "PUT, GET"],
    ["DELETE", "/v1/keys", "GET, POST"],
    ["DELETE", "/v1/agencies/agy_01ARZ3NDEKTSV4RRFFQ69G5FAV/feed", "GET"],
    ["POST", "/v1/agencies/agy_01ARZ3NDEKTSV4RRFFQ69G5FAV/feed/cursor", "GET, PUT"],
    ["PUT", "/v1/agencies/agy_01ARZ3NDEKTSV4RRFFQ69G5FAV/placements", "GET"],
    ["DELETE", "/v1/agencies/agy_01ARZ3NDEKTSV4RRFFQ69G5FAV/files", "GET"],
    ["POST", "/v1/disputes", "GET"],
    ["GET", "/v1/disputes/dsp_01ARZ3NDEKTSV4RRFFQ69G5FAV_1/resolution", "POST"],
    ["PUT", "/health", "GET"],
  ])("%s %s is 405 and says what is known", async (method, path, allow) => {
    const answer = await call(path, { method });
    expect(refusal(answer)).toEqual([405, "method-not-allowed"]);
    expect(answer.headers.get("allow")?.split(", ").toSorted()).toEqual(allow.split(", ").toSorted());
  });
});

describe("what needs no key", () => {
  it("tells that it is there, and what it can do", async () => {
    expect((await call("/health")).body).toEqual({ status: "ok" });
    expect((await call("/openapi.json")).body.openapi).toMatch(/^3\.1/u);
  });
});
