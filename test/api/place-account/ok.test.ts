import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { anAccount, newRef, usd, type Tenant } from "../../support/tenant.ts";

describe("POST /v1/accounts", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await aTenantHere();
  });

  it("offers an eligible account to a licensed agency and says why", async () => {
    const request = anAccount();
    const { status, headers, body } = await tenant.lender.post("/v1/accounts", request);
    expect(status).toBe(201);
    expect(headers.get("location")).toBe(`/v1/accounts/${body.accountId}`);
    expect(headers.get("idempotent-replayed")).toBeNull();
    expect(body).toMatchObject({
      lenderId: tenant.lender.lenderId,
      lenderAccountRef: request.lenderAccountRef,
      lifecycle: "OFFERED",
      balance: { currency: "USD", outstanding: usd(105_000), creditBalance: usd(0) },
      facets: { dispute: "NONE", payment: "NONE" },
      holds: [],
      attention: [],
    });
    expect(body.screening).toHaveLength(15);
    expect(body.screening.every((verdict: { outcome: string }) => verdict.outcome === "PASS")).toBe(true);
    expect(body.placements).toMatchObject([
      {
        agencyId: tenant.agency.agencyId,
        state: "OFFERED",
        allocation: [
          { agencyId: tenant.agency.agencyId, outcome: "CHOSEN", reasons: ["FURTHEST_BEHIND_SHARE"] },
        ],
      },
    ]);
    expect(await tenant.lender.account(body.accountId)).toEqual(body);
  });

  it("keeps an ineligible account as REJECTED with every reason", async () => {
    const { body } = await tenant.lender.post(
      "/v1/accounts",
      anAccount({
        delinquencyDate: new Date().toISOString().slice(0, 10),
        balance: [{ component: "PRINCIPAL", amount: usd(1) }],
        circumstances: { deceased: true, insolvent: true, disputed: true },
      }),
    );
    expect(body.lifecycle).toBe("REJECTED");
    expect(body.placements).toEqual([]);
    const failed = body.screening.filter((verdict: { outcome: string }) => verdict.outcome === "FAIL");
    expect(failed.map((verdict: { code: string }) => verdict.code)).toEqual([
      "DPD_TOO_LOW",
      "BELOW_MIN",
      "DECEASED",
      "INSOLVENT",
      "DISPUTE_OPEN",
    ]);
    expect((await tenant.lender.account(body.accountId)).lifecycle).toBe("REJECTED");
  });

  it.each([
    ["above the maximum", { balance: [{ component: "PRINCIPAL", amount: usd(50_000_01) }] }, "ABOVE_MAX"],
    ["time-barred", { limitationDate: "2020-01-01" }, "TIME_BARRED"],
    ["back too early", { circumstances: { lastPlacementEndedOn: "2099-01-01" } }, "COOLDOWN"],
    [
      "where nobody is licensed",
      { debtor: { name: "Alex Example", region: "DE-BY", contactPoints: [] } },
      "NO_LICENSED_AGENCY",
    ],
  ])("rejects an account %s", async (_name, changes, code) => {
    const { status, body } = await tenant.lender.post("/v1/accounts", anAccount(changes));
    expect([status, body.lifecycle]).toEqual([201, "REJECTED"]);
    const failed = body.screening.filter((verdict: { outcome: string }) => verdict.outcome === "FAIL");
    expect(failed.map((verdict: { code: string }) => verdict.code)).toEqual([code]);
  });

  it("answers a repeat with the same Idempotency-Key as the first time, and places once", async () => {
    const request = anAccount();
    const headers = { "idempotency-key": newRef() };
    const first = await tenant.lender.post("/v1/accounts", request, headers);
    const again = await tenant.lender.post("/v1/accounts", request, headers);
    expect(again.status).toBe(201);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    expect(again.body).toEqual(first.body);
    expect(await tenant.lender.history(first.body.accountId)).toHaveLength(3);
  });

  it("takes the same request for the same whatever the order of its members", async () => {
    const request = anAccount();
    const headers = { "idempotency-key": newRef() };
    const first = await tenant.lender.post("/v1/accounts", request, headers);
    const turned = Object.fromEntries(Object.entries(request).toReversed());
    const again = await tenant.lender.post("/v1/accounts", turned, headers);
    expect(again.body).toEqual(first.body);
  });

  it("keeps the keys of two lenders apart", async () => {
    const other = await aTenantHere();
    const headers = { "idempotency-key": newRef() };
    const request = anAccount();
    const [one, two] = [
      await tenant.lender.post("/v1/accounts", request, headers),
      await other.lender.post("/v1/accounts", request, headers),
    ];
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(two.headers.get("idempotent-replayed")).toBeNull();
    expect(two.body.accountId).not.toBe(one.body.accountId);
  });

  it("keeps an account in a currency without decimals to the unit", async () => {
    const yen = await aTenantHere({
      policy: {
        balanceMin: { amount: 1, currency: "JPY" },
        balanceMax: { amount: 1_000_000, currency: "JPY" },
      },
      contract: { currency: "JPY" },
    });
    const { view } = await yen.place({
      balance: [{ component: "PRINCIPAL", amount: { amount: 1_234, currency: "JPY" } }],
    });
    expect(view.balance.outstanding).toEqual({ amount: 1_234, currency: "JPY" });
  });

  it("splits accounts among agencies by their contract shares", async () => {
    const two = await aTenantHere({ agencies: 2 });
    for (let n = 0; n < 6; n += 1) await two.place();
    const { body } = await two.operator.get(`/v1/lenders/${two.lender.lenderId}`);
    expect(body.contracts.map((contract: { open: number }) => contract.open)).toEqual([3, 3]);
  });

  it("keeps an eligible account that nobody has room for, and says so", async () => {
    const full = await aTenantHere({ contract: { capacity: 0 } });
    const { status, body } = await full.lender.post("/v1/accounts", anAccount());
    expect([status, body.lifecycle, body.placements]).toEqual([201, "ELIGIBLE", []]);
  });

  it("goes on with the caller's trace", async () => {
    const trace = "0af7651916cd43dd8448eb211c80319c";
    const { headers } = await tenant.lender.post("/v1/accounts", anAccount(), {
      traceparent: `00-${trace}-b7ad6b7169203331-01`,
    });
    expect(headers.get("traceparent")).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`, "u"));
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/u);
  });
});
