import { describe, expect, inject, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { pointers, refusal, refusesWithoutKey } from "../../support/refusals.ts";
import type { Placement } from "../../support/tenant.ts";

const raise = async ({ agency, placementId }: Placement): Promise<string> =>
  (await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } })).body.disputeId;

describe("GET /v1/disputes", () => {
  it("lists what waits for an answer, the longest waiting first, until it is answered", async () => {
    const { lender, active } = await aTenantHere();
    const raised: string[] = [];
    for (let n = 0; n < 4; n += 1) raised.push(await raise(await active()));
    const ids = async (query = "") =>
      (await lender.get(`/v1/disputes${query}`)).body.items.map(
        ({ disputeId }: { disputeId: string }) => disputeId,
      );
    expect(await ids()).toEqual(raised);
    expect(await ids("?limit=2")).toEqual(raised.slice(0, 2));
    await lender.resolve(raised[0]!, { outcome: "REJECTED", explanation: "Checked." });
    expect(await ids()).toEqual(raised.slice(1));
  });

  it("shows a lender only its own", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere()];
    await raise(await other.active());
    expect((await mine.lender.get("/v1/disputes")).body).toEqual({ items: [] });
    expect(refusal(await mine.lender.get(`/v1/disputes?lenderId=${other.lender.lenderId}`))).toEqual([
      404,
      "not-found",
    ]);
  });

  it("lets finance read one lender's", async () => {
    const { lender, active } = await aTenantHere();
    await raise(await active());
    const operator = operatorHere();
    const apiKey = await operator.newKey({ kind: "FINANCE" });
    const { body } = await operator.call(`/v1/disputes?lenderId=${lender.lenderId}`, { apiKey });
    expect(body.items).toHaveLength(1);
    expect(refusal(await operator.call("/v1/disputes", { apiKey }))).toEqual([422, "invalid-request"]);
  });

  it.each(["0", "201", "-1", "x"])("refuses a limit of %s", async (limit) => {
    const { lender } = await aTenantHere({ agencies: 0 });
    const answer = await lender.get(`/v1/disputes?limit=${limit}`);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(["/limit"]);
  });
});

describe("GET /v1/disputes unauthorised", () => {
  refusesWithoutKey((headers) => http(inject("cloud").baseUrl)("/v1/disputes", { headers }));
});
