import { describe, expect, inject, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { http, type Json } from "../../support/http.ts";
import { pointers, refusal, refusesWithoutKey } from "../../support/refusals.ts";
import type { Placement } from "../../support/tenant.ts";

const data: Readonly<Record<string, object>> = {
  "complaint.raised": { category: "FEES", severity: "LOW", narrative: "Dear Sirs" },
};

const tell = async ({ agency, placementId }: Placement, type: string): Promise<string> =>
  (await agency.callback(type, { placementId, data: data[type] ?? {} })).body.reportId;

const idsOf = ({ body }: Json): readonly string[] => body.items.map(({ reportId }: Json) => reportId);

describe("GET /v1/debtor-reports", () => {
  it("lists what waits for an answer by when it is due, page by page, until it is answered", async () => {
    const { lender, active } = await aTenantHere();
    const placement = await active();
    const [complaint, cease, moved, first, second] = [
      await tell(placement, "complaint.raised"),
      await tell(placement, "debtor.cease_requested"),
      await tell(placement, "debtor.moved"),
      await tell(placement, "debtor.represented"),
      await tell(placement, "debtor.deceased"),
    ];
    const inOrder = [first, second, complaint, cease, moved];
    const list = (query = "") => lender.get(`/v1/debtor-reports?${query}`);
    await expect.poll(async () => idsOf(await list("state=OPEN"))).toEqual(inOrder);
    const seen: string[] = [];
    for (let cursor = ""; ;) {
      const page = await list(`limit=2${cursor}`);
      seen.push(...idsOf(page));
      if (page.body.nextCursor === undefined) break;
      cursor = `&cursor=${page.body.nextCursor}`;
    }
    expect(seen).toEqual(inOrder);
    expect(idsOf(await list("type=debtor.moved"))).toEqual([moved]);
    expect(JSON.stringify((await list()).body)).not.toContain("Dear Sirs");
    const answer = { outcome: "RESOLVED", explanation: "Noted." };
    await lender.post(`/v1/debtor-reports/${second}/answer`, answer);
    await expect.poll(async () => idsOf(await list())).toEqual([first, complaint, cease, moved]);
  });

  it("shows a lender only its own, and the operator the one that it names", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere()];
    const reportId = await tell(await other.active(), "debtor.deceased");
    expect((await mine.lender.get("/v1/debtor-reports")).body).toEqual({ items: [] });
    const theirs = `/v1/debtor-reports?lenderId=${other.lender.lenderId}`;
    expect(refusal(await mine.lender.get(theirs))).toEqual([404, "not-found"]);
    const operator = operatorHere();
    const apiKey = await operator.newKey({ kind: "ADMIN" });
    await expect.poll(async () => idsOf(await operator.call(theirs, { apiKey }))).toEqual([reportId]);
    expect(refusal(await operator.call("/v1/debtor-reports", { apiKey }))).toEqual([422, "invalid-request"]);
  });

  it("is 403 to finance and to agencies", async () => {
    const { lender, agency } = await aTenantHere();
    const finance = await operatorHere().newKey({ kind: "FINANCE" });
    for (const apiKey of [finance, agency.apiKey])
      expect(refusal(await lender.call("/v1/debtor-reports", { apiKey }))).toEqual([403, "forbidden"]);
  });

  it.each([
    ["limit=0", "/limit"],
    ["limit=201", "/limit"],
    ["state=CONFIRMED", "/state"],
    ["type=debtor.rich", "/type"],
  ])("refuses %s", async (query, pointer) => {
    const { lender } = await aTenantHere({ agencies: 0 });
    const answer = await lender.get(`/v1/debtor-reports?${query}`);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });

  it("refuses a cursor of another lender's list, of another type's, and what is none", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere()];
    const placement = await other.active();
    for (const type of ["debtor.deceased", "debtor.deceased"]) await tell(placement, type);
    const page = async () => (await other.lender.get("/v1/debtor-reports?limit=1")).body.nextCursor;
    await expect.poll(page).toBeDefined();
    const cursor = await page();
    for (const answer of [
      await mine.lender.get(`/v1/debtor-reports?cursor=${cursor}`),
      await other.lender.get(`/v1/debtor-reports?type=debtor.moved&cursor=${cursor}`),
      await other.lender.get("/v1/debtor-reports?cursor=x"),
    ])
      expect(refusal(answer)).toEqual([400, "invalid-cursor"]);
  });
});

describe("GET /v1/debtor-reports unauthorised", () => {
  refusesWithoutKey((headers) => http(inject("cloud").baseUrl)("/v1/debtor-reports", { headers }));
});
