import { describe, expect, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { refusal, refusesWithoutKey } from "../../support/refusals.ts";
import { aSnapshot } from "../../support/snapshot.ts";

const root = "/v1/agencies/agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND/snapshots";
const snapshot = `${root}/snp_3F0C8B1D5A7E9F2046B8D1C3A5`;

describe.each([
  ["listing", root],
  ["reading", snapshot],
  ["reading findings", `${snapshot}/findings`],
])("%s", (_what, path) => {
  refusesWithoutKey((headers) => operatorHere().call(path, { headers, apiKey: undefined }));
});

describe("reporting", () => {
  it("is refused when it is signed by another agency", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere()];
    const how = { secret: other.agency.secret };
    const answer = await mine.agency.callback("reconciliation.snapshot", { data: aSnapshot([]) }, how);
    expect(refusal(answer)).toEqual([401, "signature-invalid"]);
  });
});
