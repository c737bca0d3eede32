import { describe, expect, it } from "vitest";
import { routeFinder } from "../../../infra/local/http/routing.ts";

const find = routeFinder(
  [
    "GET /v1/accounts",
    "ANY /v1/accounts",
    "GET /v1/accounts/{id}",
    "GET /v1/accounts/search",
    "POST /v1/accounts/{id}/recall",
    "ANY /v1/{proxy+}",
    "GET /files/{proxy+}",
    "GET /",
  ].map((routeKey) => ({ routeKey, functionArn: routeKey, timeoutMs: 1 })),
);

describe("routeFinder", () => {
  it.each([
    ["GET", "/v1/accounts", "GET /v1/accounts", undefined],
    ["DELETE", "/v1/accounts", "ANY /v1/accounts", undefined],
    ["GET", "/v1/accounts/acc_1", "GET /v1/accounts/{id}", { id: "acc_1" }],
    ["GET", "/v1/accounts/a%2Fb%20c", "GET /v1/accounts/{id}", { id: "a/b c" }],
    ["GET", "/v1/accounts/search", "GET /v1/accounts/search", undefined],
    ["PUT", "/v1/accounts/acc_1", "ANY /v1/{proxy+}", { proxy: "accounts/acc_1" }],
    ["POST", "/v1/accounts/acc_1/recall", "POST /v1/accounts/{id}/recall", { id: "acc_1" }],
    ["GET", "/files/a/b.csv", "GET /files/{proxy+}", { proxy: "a/b.csv" }],
    ["GET", "/", "GET /", undefined],
  ])("sends %s %s to %s", (...[method, path, routeKey, parameters]) => {
    const match = find(method, path);
    expect(match?.route.routeKey).toBe(routeKey);
    expect(match?.pathParameters).toEqual(parameters);
  });

  it.each([
    ["POST", "/files/a"],
    ["GET", "/files"],
    ["GET", "/files/"],
    ["GET", "/v2/accounts"],
  ])("finds nothing for %s %s", (method, path) => {
    expect(find(method, path)).toBeUndefined();
  });

  it("falls back to $default, for whatever method", () => {
    const withDefault = routeFinder([{ routeKey: "$default", functionArn: "d", timeoutMs: 1 }]);
    expect(withDefault("PATCH", "/any")?.route.functionArn).toBe("d");
  });
});
