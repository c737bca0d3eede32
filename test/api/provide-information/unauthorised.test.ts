import { describe, expect, inject, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { refusal, refusesWithoutKey } from "../../support/refusals.ts";

const ask = (headers: Readonly<Record<string, string>>) =>
  http(inject("cloud").baseUrl)("/v1/accounts/acc_01ARZ3NDEKTSV4RRFFQ69G5FAV/information", {
    json: { text: "Hello." },
    headers,
  });

describe("POST /v1/accounts/{id}/information", () => {
  refusesWithoutKey(ask, async () => [["lender", (await aTenantHere({ agencies: 0 })).lender.apiKey]]);

  it("answers 403 to whoever is no lender", async () => {
    const { agency } = await aTenantHere();
    const operator = operatorHere();
    const finance = await operator.newKey({ kind: "FINANCE" });
    for (const apiKey of [agency.apiKey, finance, await operator.newKey({ kind: "ADMIN" })])
      expect(refusal(await ask({ authorization: `Bearer ${apiKey}` }))).toEqual([403, "forbidden"]);
  });
});
