import { describe, expect, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import type { Json } from "../../support/http.ts";
import { newRef, usd, type Placement } from "../../support/tenant.ts";

const spend = ({ agency, placementId }: Placement, data: object = {}) =>
  agency.callback("cost.incurred", {
    placementId,
    data: { costRef: newRef(), type: "TRACING", amount: usd(1_200), ...data },
  });

const idsOf = ({ body }: Json): readonly string[] => body.items.map(({ costId }: Json) => costId);

const postingsOf = (history: readonly Json[], type: string) =>
  history.filter((event) => event.type === type).flatMap(({ postings }) => postings);

describe("GET /v1/costs", () => {
  it("lists what waits for the lender's word, the oldest first and page by page, until it is decided", async () => {
    const { lender, active } = await aTenantHere();
    const placement = await active();
    await spend(placement, { authorisationRef: "AUTH-1" });
    const costIds: string[] = [];
    for (let n = 0; n < 3; n += 1) costIds.push((await spend(placement)).body.costId);
    await expect.poll(async () => idsOf(await lender.get("/v1/costs?state=PENDING"))).toEqual(costIds);
    const seen: string[] = [];
    for (let cursor = ""; ;) {
      const page = await lender.get(`/v1/costs?limit=2${cursor}`);
      seen.push(...idsOf(page));
      if (page.body.nextCursor === undefined) break;
      cursor = `&cursor=${page.body.nextCursor}`;
    }
    expect(seen).toEqual(costIds);
    const decision = { decision: "REJECTED", reason: "Not ordered." };
    await lender.post(`/v1/costs/${costIds[1]}/decision`, decision);
    await expect.poll(async () => idsOf(await lender.get("/v1/costs"))).toEqual([costIds[0], costIds[2]]);
  });

  it("shows a lender only its own, and finance and the operator those of the one that they name", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere()];
    const { costId } = (await spend(await other.active())).body;
    expect((await mine.lender.get("/v1/costs")).body).toEqual({ items: [] });
    const theirs = `/v1/costs?lenderId=${other.lender.lenderId}`;
    expect((await mine.lender.get(theirs)).status).toBe(404);
    const operator = operatorHere();
    for (const kind of ["ADMIN", "FINANCE"]) {
      const apiKey = await operator.newKey({ kind });
      await expect.poll(async () => idsOf(await operator.call(theirs, { apiKey }))).toEqual([costId]);
    }
  });
});

describe("POST /v1/costs/{id}/decision", () => {
  it("AUTHORISED is owed to the agency from then on, changes no balance, and the agency hears it", async () => {
    const { lender, active } = await aTenantHere();
    const placement = await active();
    const { body: taken } = await spend(placement);
    expect(taken).toMatchObject({ reason: "cost-not-authorised", outstanding: usd(105_000) });
    const { accountId, agency } = placement;
    expect(postingsOf(await lender.history(accountId), "cost.incurred")).toEqual([]);
    const decision = { decision: "AUTHORISED", reason: "Asked for by telephone." };
    const { status, body } = await lender.post(`/v1/costs/${taken.costId}/decision`, decision);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      costId: taken.costId,
      state: "AUTHORISED",
      amount: usd(1_200),
      reason: decision.reason,
    });
    expect(postingsOf(await lender.history(accountId), "cost.decided")).toEqual([
      { account: "cost-expense", amount: 1_200 },
      { account: `agency-payable/${agency.agencyId}`, amount: -1_200 },
    ]);
    expect((await lender.account(accountId)).balance.outstanding).toEqual(usd(105_000));
    expect((await agency.inbox.receives("cost.decided")).body.data).toMatchObject({
      costId: taken.costId,
      ...decision,
    });
  });

  it("REJECTED is owed by nobody", async () => {
    const { lender, active } = await aTenantHere();
    const placement = await active();
    const { costId } = (await spend(placement)).body;
    const decision = { decision: "REJECTED", reason: "Not ordered." };
    expect((await lender.post(`/v1/costs/${costId}/decision`, decision)).body.state).toBe("REJECTED");
    expect(postingsOf(await lender.history(placement.accountId), "cost.decided")).toEqual([]);
  });

  it("again changes nothing and answers the same", async () => {
    const { lender, active } = await aTenantHere();
    const placement = await active();
    const { costId } = (await spend(placement)).body;
    const decision = { decision: "AUTHORISED", reason: "Asked for." };
    const decide = () => lender.post(`/v1/costs/${costId}/decision`, decision);
    const { body } = await decide();
    const before = await lender.history(placement.accountId);
    expect((await decide()).body).toEqual(body);
    expect(await lender.history(placement.accountId)).toEqual(before);
  });

  it("is not asked for twice: the same cost again is a duplicate", async () => {
    const { active } = await aTenantHere();
    const placement = await active();
    const costRef = newRef();
    await spend(placement, { costRef });
    expect((await spend(placement, { costRef })).body).toMatchObject({ disposition: "DUPLICATE" });
  });
});
