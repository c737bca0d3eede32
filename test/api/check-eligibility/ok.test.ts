import { beforeAll, describe, expect, inject, it } from "vitest";
import { http } from "../../support/http.ts";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal, refusesUnreadable, refusesWithoutKey } from "../../support/refusals.ts";
import { anAccount, aPolicy, demand, usd, type Tenant } from "../../support/tenant.ts";

const path = "/v1/eligibility-checks";

describe("POST /v1/eligibility-checks", () => {
  let tenant: Tenant;
  let adminKey: string;
  beforeAll(async () => {
    tenant = await aTenantHere({ agencies: 2 });
    adminKey = await tenant.operator.newKey({ kind: "ADMIN" });
  });
  const asOperator = (json: unknown) => tenant.operator.call(path, { json, apiKey: adminKey });

  it("says whom an account would go to, with every verdict and a line per contract", async () => {
    const { status, body } = await tenant.lender.post(path, anAccount());
    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: "ELIGIBLE", policyVersion: 1 });
    expect(tenant.agencies.map(({ agencyId }) => agencyId)).toContain(body.agencyId);
    expect(body.verdicts.map(({ outcome }: { outcome: string }) => outcome)).toEqual(
      Array.from({ length: 15 }, () => "PASS"),
    );
    expect(body.allocation.map(({ outcome }: { outcome: string }) => outcome).toSorted()).toEqual([
      "CHOSEN",
      "OUTRANKED",
    ]);
  });

  it("writes nothing: the same account can be tried again and then be placed", async () => {
    const identifier = { type: "TAX_ID", value: "TRIED-1" };
    const account = anAccount({ debtor: { ...anAccount().debtor, identifier } });
    const first = await tenant.lender.post(path, account);
    expect((await tenant.lender.post(path, account)).body).toEqual(first.body);
    const lookup = await tenant.lender.post("/v1/debtor-lookups", { identifier });
    expect(lookup.body).toEqual({ items: [] });
    expect((await tenant.lender.post("/v1/accounts", account)).status).toBe(201);
  });

  it("says from which day on time will have cured an account", async () => {
    const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
    const { body } = await tenant.lender.post(path, anAccount({ delinquencyDate: day(-10) }));
    expect(body).toMatchObject({ outcome: "REJECTED", curesOn: day(20), allocation: [] });
    expect(body.verdicts).toContainEqual({
      rule: "days-past-due",
      outcome: "FAIL",
      code: "DPD_TOO_LOW",
      inputs: { daysPastDue: 10 },
      parameters: { daysPastDueMin: 30 },
      explanation: expect.any(String),
      curesOn: day(20),
    });
  });

  it("tries an earlier version of the policy", async () => {
    const other = await aTenantHere();
    const strict = { name: "Strict Bank", policy: aPolicy({ balanceMin: usd(200_000) }) };
    demand(await other.operator.put(`/v1/lenders/${other.lender.lenderId}`, strict), 200);
    const now = await other.lender.post(path, anAccount());
    expect(now.body).toMatchObject({ outcome: "REJECTED", policyVersion: 2 });
    const before = await other.lender.post(path, { ...anAccount(), policyVersion: 1 });
    expect(before.body).toMatchObject({ outcome: "ELIGIBLE", policyVersion: 1 });
    const never = await other.lender.post(path, { ...anAccount(), policyVersion: 9 });
    expect(refusal(never)).toEqual([404, "not-found"]);
  });

  it("tries a draft for the operator, who names the lender", async () => {
    const { lenderId } = tenant.lender;
    const policy = aPolicy({ daysPastDueMin: 365 });
    const { status, body } = await asOperator({ ...anAccount(), lenderId, policy });
    expect([status, body.outcome]).toEqual([200, "REJECTED"]);
    expect(body).not.toHaveProperty("policyVersion");
    expect(pointers(await asOperator(anAccount()))).toEqual(["/lenderId"]);
  });

  it("refuses a lender's draft and another lender's name", async () => {
    const draft = await tenant.lender.post(path, { ...anAccount(), policy: aPolicy() });
    expect(refusal(draft)).toEqual([403, "forbidden"]);
    const other = { ...anAccount(), lenderId: "lnd_01ARZ3NDEKTSV4RRFFQ69G5FAV" };
    expect(refusal(await tenant.lender.post(path, other))).toEqual([404, "not-found"]);
  });

  it("is not for agencies and finance", async () => {
    const finance = await tenant.operator.newKey({ kind: "FINANCE" });
    for (const apiKey of [tenant.agency.apiKey, finance])
      expect(refusal(await tenant.lender.call(path, { json: anAccount(), apiKey }))).toEqual([
        403,
        "forbidden",
      ]);
  });

  it.each([
    ["a version and a draft", { policyVersion: 1, policy: aPolicy() }, "/policy"],
    ["no product", { product: undefined }, "/product"],
    ["a component twice", { balance: [1, 2].map(() => anAccount().balance[0]) }, "/balance/1"],
  ])("refuses %s and points at it", async (_name, changes, pointer) => {
    const answer = await asOperator({ ...anAccount(), lenderId: tenant.lender.lenderId, ...changes });
    expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], [pointer]]);
  });

  refusesUnreadable((raw, headers) => tenant.lender.call(path, { raw, headers }));
  refusesWithoutKey((headers) => http(inject("cloud").baseUrl)(path, { json: anAccount(), headers }));
});
