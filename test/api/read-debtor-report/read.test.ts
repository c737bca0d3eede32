import { describe, expect, inject, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { refusal, refusesWithoutKey } from "../../support/refusals.ts";

describe("GET /v1/debtor-reports/{id}", () => {
  it("shows the report with its words to its lender and the operator, and to nobody else", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere({ agencies: 0 })];
    const { placementId, agency } = await mine.active();
    const data = { source: "RELATIVE", narrative: "Her son wrote." };
    const { reportId } = (await agency.callback("debtor.deceased", { placementId, data })).body;
    const path = `/v1/debtor-reports/${reportId}`;
    const operator = operatorHere();
    const [admin, finance] = [
      await operator.newKey({ kind: "ADMIN" }),
      await operator.newKey({ kind: "FINANCE" }),
    ];
    for (const apiKey of [mine.lender.apiKey, admin])
      expect((await operator.call(path, { apiKey })).body).toMatchObject({
        reportId,
        narrative: "Her son wrote.",
        facts: { source: "RELATIVE" },
        reviewBy: expect.any(String),
      });
    for (const apiKey of [finance, agency.apiKey])
      expect(refusal(await operator.call(path, { apiKey }))).toEqual([403, "forbidden"]);
    for (const id of [reportId, "rep_x", reportId.replace(/_[0-9]+$/u, "_999")])
      expect(refusal(await other.lender.get(`/v1/debtor-reports/${id}`)), id).toEqual([404, "not-found"]);
  });
});

describe("GET /v1/debtor-reports/{id} unauthorised", () => {
  refusesWithoutKey((headers) =>
    http(inject("cloud").baseUrl)("/v1/debtor-reports/rep_01ARZ3NDEKTSV4RRFFQ69G5FAV_1", { headers }),
  );
});
