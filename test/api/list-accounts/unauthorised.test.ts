import { describe, expect, inject, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { refusal, refusesWithoutKey } from "../../support/refusals.ts";

const ask = (headers: Readonly<Record<string, string>>) =>
  http(inject("cloud").baseUrl)("/v1/accounts", { headers });

describe("GET /v1/accounts", () => {
  refusesWithoutKey(ask, async () => [["lender", (await aTenantHere({ agencies: 0 })).lender.apiKey]]);

  it("answers 403 to an agency's key", async () => {
    const { agency } = await aTenantHere();
    expect(refusal(await ask({ authorization: `Bearer ${agency.apiKey}` }))).toEqual([403, "forbidden"]);
  });
});
