import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { usd, type Tenant } from "../../support/tenant.ts";

describe("placement.acknowledged", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await aTenantHere();
  });

  it("makes the placement active when the balance is ours to the cent", async () => {
    const { accountId, placementId, agency, balance } = await tenant.place();
    const { body } = await agency.callback("placement.acknowledged", {
      placementId,
      data: { balance, agencyCaseRef: "CASE-1" },
    });
    expect(body).toMatchObject({ disposition: "ACCEPTED", lifecycle: "ACTIVE", outstanding: usd(105_000) });
    expect(body.reason).toBeUndefined();
    const account = await tenant.lender.account(accountId);
    expect(account.placements).toMatchObject([{ placementId, state: "ACTIVE" }]);
  });

  it.each([
    ["a cent more", usd(105_001)],
    ["a cent less", usd(104_999)],
    ["nothing", usd(0)],
    ["another currency", { amount: 105_000, currency: "EUR" }],
  ])("records %s, says what we have, and lets the offer stand", async (_name, balance) => {
    const { accountId, placementId, agency } = await tenant.place();
    const { status, body } = await agency.callback("placement.acknowledged", {
      placementId,
      data: { balance },
    });
    expect(status).toBe(202);
    expect(body).toMatchObject({
      disposition: "ACCEPTED",
      reason: "balance-mismatch",
      lifecycle: "OFFERED",
      outstanding: usd(105_000),
    });
    const event = (await tenant.lender.history(accountId)).at(-1);
    expect(event).toMatchObject({
      type: "placement.acknowledgement_mismatched",
      data: { theirs: balance, ours: usd(105_000) },
    });
    expect((await tenant.lender.account(accountId)).lifecycle).toBe("OFFERED");
  });

  it("can follow with the right balance after a wrong one", async () => {
    const { placementId, agency, balance } = await tenant.place();
    await agency.callback("placement.acknowledged", { placementId, data: { balance: usd(1) } });
    const { body } = await agency.callback("placement.acknowledged", { placementId, data: { balance } });
    expect(body.lifecycle).toBe("ACTIVE");
  });
});
