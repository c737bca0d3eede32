import { beforeAll, describe, expect, inject, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { pointers, refusal, refusesUnreadable, refusesWithoutKey } from "../../support/refusals.ts";
import { newRef, usd, type Placement, type Tenant } from "../../support/tenant.ts";

const decision = { decision: "AUTHORISED", reason: "Checked." };

const spend = async ({ agency, placementId }: Placement): Promise<string> => {
  const data = { costRef: newRef(), type: "TRACING", amount: usd(1_200) };
  return (await agency.callback("cost.incurred", { placementId, data })).body.costId;
};

describe("POST /v1/costs/{id}/decision", () => {
  let tenant: Tenant;
  let placement: Placement;
  let path: string;
  beforeAll(async () => {
    tenant = await aTenantHere();
    placement = await tenant.active();
    path = `/v1/costs/${await spend(placement)}/decision`;
  });

  const undecided = async () => {
    const types = (await tenant.lender.history(placement.accountId)).map(({ type }) => type);
    expect(types).not.toContain("cost.decided");
  };

  it.each([
    ["an unknown decision", { ...decision, decision: "PERHAPS" }, "/decision"],
    ["no reason", { decision: "AUTHORISED" }, "/reason"],
    ["a reason that is too long", { ...decision, reason: "x".repeat(501) }, "/reason"],
    ["an unknown member", { ...decision, amount: 1 }, "/amount"],
  ])("refuses %s and points at it", async (_name, body, pointer) => {
    const refused = await tenant.lender.post(path, body);
    expect(refusal(refused)).toEqual([422, "invalid-request"]);
    expect(pointers(refused)).toEqual([pointer]);
    await undecided();
  });

  refusesUnreadable((raw, headers) => tenant.lender.call(path, { raw, headers }));

  refusesWithoutKey((headers) => http(inject("cloud").baseUrl)(path, { json: decision, headers }));

  it("is 404 to another lender and for a cost that is not there", async () => {
    const other = await aTenantHere({ agencies: 0 });
    for (const one of [path, path.replace(/_[0-9]+\//u, "_999/"), "/v1/costs/cst_x/decision"])
      expect(refusal(await other.lender.post(one, decision)), one).toEqual([404, "not-found"]);
    await undecided();
  });

  it("is 403 to finance, the operator and the agency that spent it", async () => {
    const operator = operatorHere();
    const [finance, admin] = [
      await operator.newKey({ kind: "FINANCE" }),
      await operator.newKey({ kind: "ADMIN" }),
    ];
    for (const apiKey of [finance, admin, placement.agency.apiKey])
      expect(refusal(await tenant.lender.call(path, { json: decision, apiKey }))).toEqual([403, "forbidden"]);
    await undecided();
  });

  it("is given once: another decision, or the same for another reason, is refused", async () => {
    const once = `/v1/costs/${await spend(placement)}/decision`;
    await tenant.lender.post(once, { ...decision, decision: "REJECTED" });
    for (const other of [decision, { decision: "REJECTED", reason: "Another." }]) {
      const refused = await tenant.lender.post(once, other);
      expect(refusal(refused)).toEqual([409, "invalid-transition"]);
      expect(refused.body).toMatchObject({ from: "REJECTED", allowed: [] });
    }
  });
});

describe("GET /v1/costs", () => {
  refusesWithoutKey((headers) => http(inject("cloud").baseUrl)("/v1/costs", { headers }));

  it.each([
    ["limit=0", "/limit"],
    ["limit=201", "/limit"],
    ["state=REJECTED", "/state"],
  ])("refuses %s", async (query, pointer) => {
    const { lender } = await aTenantHere({ agencies: 0 });
    const answer = await lender.get(`/v1/costs?${query}`);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });

  it("refuses a cursor of another lender's list and what is none", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere()];
    const placement = await other.active();
    for (let n = 0; n < 2; n += 1) await spend(placement);
    const page = async () => (await other.lender.get("/v1/costs?limit=1")).body.nextCursor;
    await expect.poll(page).toBeDefined();
    for (const cursor of [await page(), "x"])
      expect(refusal(await mine.lender.get(`/v1/costs?cursor=${cursor}`))).toEqual([400, "invalid-cursor"]);
  });

  it("is 403 to agencies", async () => {
    const { lender, agency } = await aTenantHere();
    const { apiKey } = agency;
    expect(refusal(await lender.call("/v1/costs", { apiKey }))).toEqual([403, "forbidden"]);
  });
});
