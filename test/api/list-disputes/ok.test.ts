import { describe, expect, inject, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { pointers, refusal, refusesWithoutKey } from "../../support/refusals.ts";
import type { Placement } from "../../support/tenant.ts";

const raise = async ({ agency, placementId }: Placement): Promise<string> =>
  (await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } })).body.disputeId;

describe("GET /v1/disputes", () => {
  it("lists what waits for an answer, the soonest due first, until it is answered", async () => {
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

  it("comes in pages that together are the list, whatever shard each dispute is in", async () => {
    const { lender, active } = await aTenantHere();
    const raised: string[] = [];
    for (let n = 0; n < 7; n += 1) raised.push(await raise(await active()));
    await lender.resolve(raised.pop()!, { outcome: "WITHDRAWN", explanation: "x" });
    const all = async (query: string): Promise<readonly string[]> => {
      const seen: string[] = [];
      let cursor = "";
      for (let n = 0; n < 10; n += 1) {
        const { body } = await lender.get(`/v1/disputes?limit=2&${query}${cursor}`);
        seen.push(...body.items.map(({ disputeId }: { disputeId: string }) => disputeId));
        if (body.nextCursor === undefined) return seen;
        cursor = `&cursor=${body.nextCursor}`;
      }
      throw new Error("a list without an end");
    };
    expect(await all("")).toEqual(raised);
    expect(await all("state=OPEN&sort=due")).toEqual(raised);
    expect(await all("state=WITHDRAWN")).toHaveLength(1);
  });

  it.each([
    ["nonsense", "x"],
    ["another list's place", Buffer.from('{"pk":"a","sk":"b"}').toString("base64url")],
    [
      "a place that is too long",
      Buffer.from(`{"pk":"a","sk":"b","at":"${"x".repeat(300)}"}`).toString("base64url"),
    ],
  ])("refuses %s as a cursor", async (_what, cursor) => {
    const { lender } = await aTenantHere({ agencies: 0 });
    expect(refusal(await lender.get(`/v1/disputes?cursor=${cursor}`))).toEqual([400, "invalid-cursor"]);
  });

  it("refuses a place beyond what is overdue, and filters that it does not know", async () => {
    const { lender } = await aTenantHere({ agencies: 0 });
    const cursor = Buffer.from('{"pk":"a","sk":"b","at":"9999"}').toString("base64url");
    expect(refusal(await lender.get(`/v1/disputes?overdue=true&cursor=${cursor}`))).toEqual([
      400,
      "invalid-cursor",
    ]);
    for (const query of ["state=NEW", "overdue=yes", "sort=age", "agencyId=x"])
      expect(refusal(await lender.get(`/v1/disputes?${query}`)), query).toEqual([422, "invalid-request"]);
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
