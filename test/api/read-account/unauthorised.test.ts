import { describe, expect, inject, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { refusal, refusesWithoutKey } from "../../support/refusals.ts";

const ask = (headers: Readonly<Record<string, string>>) =>
  http(inject("cloud").baseUrl)("/v1/accounts/acc_01ARZ3NDEKTSV4RRFFQ69G5FAV", { headers });

describe("GET /v1/accounts/{id}", () => {
  refusesWithoutKey(ask, async () => [["lender", (await aTenantHere({ agencies: 0 })).lender.apiKey]]);

  it("answers 403 to an agency, even of an account that it holds", async () => {
    const { place } = await aTenantHere();
    const { accountId, agency } = await place();
    const answer = await agency.call(`/v1/accounts/${accountId}`, { apiKey: agency.apiKey });
    expect(refusal(answer)).toEqual([403, "forbidden"]);
  });
});
