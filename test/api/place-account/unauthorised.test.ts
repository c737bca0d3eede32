import { describe, expect, inject, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { refusal, refusesWithoutKey } from "../../support/refusals.ts";
import { anAccount } from "../../support/tenant.ts";

const ask = (headers: Readonly<Record<string, string>>) =>
  http(inject("cloud").baseUrl)("/v1/accounts", { json: anAccount(), headers });

describe("POST /v1/accounts", () => {
  refusesWithoutKey(ask, async () => [["lender", (await aTenantHere({ agencies: 0 })).lender.apiKey]]);

  it("answers 403 to the keys of agencies, finance and the operator", async () => {
    const { agency } = await aTenantHere();
    const operator = operatorHere();
    const finance = await operator.newKey({ kind: "FINANCE" });
    for (const apiKey of [agency.apiKey, finance, await operator.newKey({ kind: "ADMIN" })])
      expect(refusal(await ask({ authorization: `Bearer ${apiKey}` }))).toEqual([403, "forbidden"]);
  });

  it("tells who is not known before it tells what is wrong with the body", async () => {
    const answer = await http(inject("cloud").baseUrl)("/v1/accounts", { raw: "{" });
    expect(refusal(answer)).toEqual([401, "unauthenticated"]);
  });
});
