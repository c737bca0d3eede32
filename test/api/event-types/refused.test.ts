import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { refusal, refusesWithoutKey } from "../../support/refusals.ts";

describe("GET /v1/agencies/{agencyId}/event-types", () => {
  it.each(["/weather.changed", "/__proto__", "/payment.received%00"])("does not know %s", async (path) => {
    const { agency } = await aTenantHere();
    const answer = await agency.call(`/v1/agencies/${agency.agencyId}/event-types${path}`, {
      apiKey: agency.apiKey,
    });
    expect(refusal(answer)).toEqual([404, "not-found"]);
  });

  it("is for the agency of the path and the operator", async () => {
    const { agencies, lender, operator } = await aTenantHere({ agencies: 2 });
    const [own, other] = [agencies[0]!, agencies[1]!];
    const path = `/v1/agencies/${own.agencyId}/event-types`;
    expect(refusal(await own.call(path, { apiKey: other.apiKey }))).toEqual([404, "not-found"]);
    expect(refusal(await own.call(path, { apiKey: lender.apiKey }))).toEqual([403, "forbidden"]);
    const operatorKey = await operator.newKey({ kind: "ADMIN" });
    expect((await own.call(path, { apiKey: operatorKey })).status).toBe(200);
  });

  refusesWithoutKey(async (headers) => {
    const { agency } = await aTenantHere();
    return agency.call(`/v1/agencies/${agency.agencyId}/event-types`, { headers });
  });
});
