import { describe, expect, inject, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { http, type Json } from "../../support/http.ts";
import { pointers, refusal, refusesWithoutKey } from "../../support/refusals.ts";
import type { Placement } from "../../support/tenant.ts";

const path = "/v1/unacknowledged-holds";

const raise = async ({ agency, placementId }: Placement): Promise<string> =>
  (await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } })).body.holdId;

const stop = ({ agency, placementId }: Placement, holdId: string) =>
  agency.callback("hold.acknowledged", {
    placementId,
    data: { holdId, appliedAt: new Date().toISOString() },
  });

const idsOf = ({ body }: Json): readonly string[] => body.items.map(({ holdId }: Json) => holdId);

describe("GET /v1/unacknowledged-holds", () => {
  it("lists what an agency was ordered to stop, the soonest due first, until it says that it did", async () => {
    const { lender, active } = await aTenantHere();
    const placements = [await active(), await active(), await active()] as const;
    const inOrder: string[] = [];
    for (const placement of placements) {
      const holdId = await raise(placement);
      await expect.poll(async () => idsOf(await lender.get(path))).toContain(holdId);
      inOrder.push(holdId);
    }
    const seen: string[] = [];
    for (let cursor = ""; ;) {
      const page = await lender.get(`${path}?limit=2${cursor}`);
      seen.push(...idsOf(page));
      if (page.body.nextCursor === undefined) break;
      cursor = `&cursor=${page.body.nextCursor}`;
    }
    expect(seen).toEqual(inOrder);
    const [first] = placements;
    expect((await lender.get(path)).body.items[0]).toMatchObject({
      holdId: inOrder[0],
      accountId: first.accountId,
      placementId: first.placementId,
      agencyId: first.agency.agencyId,
      type: "DISPUTE",
      state: "ORDERED",
      nextStep: "REMIND",
    });
    await stop(first, inOrder[0]!);
    await expect.poll(async () => idsOf(await lender.get(path))).toEqual(inOrder.slice(1));
  });

  it("picks by agency and by state", async () => {
    const { lender, active } = await aTenantHere();
    const placement = await active();
    const holdId = await raise(placement);
    await expect.poll(async () => idsOf(await lender.get(path))).toEqual([holdId]);
    expect(idsOf(await lender.get(`${path}?agencyId=${placement.agency.agencyId}`))).toEqual([holdId]);
    expect(idsOf(await lender.get(`${path}?agencyId=agy_01JB4R0E3SH5G9V1XJ7P2M4WQC`))).toEqual([]);
    expect(idsOf(await lender.get(`${path}?state=ORDERED`))).toEqual([holdId]);
    expect(idsOf(await lender.get(`${path}?state=ESCALATED`))).toEqual([]);
  });

  it("knows a hold that the lender put itself, and none of an account that no agency has any more", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId } = await active();
    const hold = { type: "LENDER_PAUSE", reason: "We look into it." };
    await lender.post(`/v1/accounts/${accountId}/holds`, hold);
    await expect
      .poll(async () => (await lender.get(path)).body.items)
      .toMatchObject([{ accountId, type: "LENDER_PAUSE" }]);
    await lender.post(`/v1/accounts/${accountId}/recall`, { code: "DECEASED" });
    expect(idsOf(await lender.get(path))).toEqual([]);
  });

  it("shows a lender only its own; finance and the operator name one; agencies get nothing", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere()];
    const holdId = await raise(await other.active());
    const theirs = `${path}?lenderId=${other.lender.lenderId}`;
    const finance = await operatorHere().newKey({ kind: "FINANCE" });
    const read = (url: string, apiKey: string) => mine.lender.call(url, { apiKey });
    await expect.poll(async () => idsOf(await read(theirs, finance))).toEqual([holdId]);
    expect((await mine.lender.get(path)).body).toEqual({ items: [] });
    expect(refusal(await mine.lender.get(theirs))).toEqual([404, "not-found"]);
    expect(refusal(await read(path, finance))).toEqual([422, "invalid-request"]);
    expect(refusal(await read(theirs, mine.agencies[0]!.apiKey))).toEqual([403, "forbidden"]);
  });

  it.each([
    ["limit=0", "/limit"],
    ["limit=201", "/limit"],
    ["state=ACKNOWLEDGED", "/state"],
    ["agencyId=somebody", "/agencyId"],
  ])("refuses %s", async (query, pointer) => {
    const { lender } = await aTenantHere({ agencies: 0 });
    const answer = await lender.get(`${path}?${query}`);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });

  it("refuses a cursor of another lender's list, and what is none", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere()];
    const placement = await other.active();
    await raise(placement);
    await raise(placement);
    const page = async () => (await other.lender.get(`${path}?limit=1`)).body.nextCursor;
    await expect.poll(page).toBeDefined();
    for (const cursor of [await page(), "bm90IGEgY3Vyc29y"])
      expect(refusal(await mine.lender.get(`${path}?cursor=${cursor}`))).toEqual([400, "invalid-cursor"]);
  });
});

describe("GET /v1/unacknowledged-holds unauthorised", () => {
  refusesWithoutKey((headers) => http(inject("cloud").baseUrl)(path, { headers }));
});
