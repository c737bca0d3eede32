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
    expect(body.screening).toHaveLength(9);
    expect(body.screening.every((verdict: { outcome: string }) => verdict.outcome === "PASS")).toBe(true);
    expect(body.placements).toMatchObject([
      {
        agencyId: tenant.agency.agencyId,
        state: "OFFERED",
        allocation: [{ agencyId: tenant.agency.agencyId, outcome: "CHOSEN", reasons: ["FURTHEST_BEHIND_SHARE"] }],
      },
    ]);
  });
});
