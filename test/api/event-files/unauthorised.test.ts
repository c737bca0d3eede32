import { describe, expect, inject, it } from "vitest";
import { eventAnnouncement, eventFilesPath } from "../../support/event-file.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { refusal, refusesWithoutKey } from "../../support/refusals.ts";

const agencyId = "agy_01JB4R0E3SH5G9V1XJ7P2M4WQC";
const ask = (headers: Readonly<Record<string, string>>) =>
  http(inject("cloud").baseUrl)(eventFilesPath({ agencyId }), { json: eventAnnouncement("{}"), headers });

describe("POST /v1/agencies/{agencyId}/event-files", () => {
  refusesWithoutKey(ask, async () => [["lender", (await aTenantHere({ agencies: 0 })).lender.apiKey]]);

  it("answers 403 to the keys of lenders, finance and the operator, and 404 to another agency's", async () => {
    const { agency, lender } = await aTenantHere();
    const operator = operatorHere();
    const finance = await operator.newKey({ kind: "FINANCE" });
    for (const apiKey of [lender.apiKey, finance, await operator.newKey({ kind: "ADMIN" })])
      expect(refusal(await ask({ authorization: `Bearer ${apiKey}` }))).toEqual([403, "forbidden"]);
    expect(refusal(await ask({ authorization: `Bearer ${agency.apiKey}` }))).toEqual([404, "not-found"]);
  });
});
