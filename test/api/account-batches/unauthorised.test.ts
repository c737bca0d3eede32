import { describe, expect, inject, it } from "vitest";
import { announcement } from "../../support/account-file.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { refusal, refusesWithoutKey } from "../../support/refusals.ts";

const ask = (headers: Readonly<Record<string, string>>) =>
  http(inject("cloud").baseUrl)("/v1/account-batches", { json: announcement(1), headers });

describe("POST /v1/account-batches", () => {
  refusesWithoutKey(ask, async () => [["lender", (await aTenantHere({ agencies: 0 })).lender.apiKey]]);

  it("answers 403 to the keys of agencies, finance and the operator", async () => {
    const { agency } = await aTenantHere();
    const operator = operatorHere();
    const finance = await operator.newKey({ kind: "FINANCE" });
    for (const apiKey of [agency.apiKey, finance, await operator.newKey({ kind: "ADMIN" })])
      expect(refusal(await ask({ authorization: `Bearer ${apiKey}` }))).toEqual([403, "forbidden"]);
  });

  it("shows an agency no batch", async () => {
    const { agency, lender } = await aTenantHere();
    const { batchId } = (await lender.post("/v1/account-batches", announcement(1))).body;
    for (const path of ["", `/${batchId}`, `/${batchId}/results`, "/header-map"])
      expect(refusal(await agency.call(`/v1/account-batches${path}`, { apiKey: agency.apiKey }))).toEqual([
        403,
        "forbidden",
      ]);
  });
});
