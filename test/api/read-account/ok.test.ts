import { describe, expect, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { aPayment, usd } from "../../support/tenant.ts";

describe("GET /v1/accounts/{id}", () => {
  it("shows balance by component, verdicts, placements and facets", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    await agency.callback("payment.received", { placementId, data: aPayment({ amount: usd(7_500) }) });
    const account = await lender.account(accountId);
    expect(account).toMatchObject({
      accountId,
      lifecycle: "ACTIVE",
      facets: { payment: "PARTIAL" },
      balance: {
        outstanding: usd(97_500),
        components: [{ component: "PRINCIPAL", amount: usd(97_500) }],
      },
      placements: [{ placementId, state: "ACTIVE" }],
    });
    expect(account.screening).toHaveLength(15);
  });

  it("lets finance and the operator read every lender's", async () => {
    const { place } = await aTenantHere();
    const { accountId } = await place();
    const operator = operatorHere();
    const finance = await operator.newKey({ kind: "FINANCE" });
    const path = `/v1/accounts/${accountId}`;
    expect((await operator.call(path, { apiKey: finance })).body.accountId).toBe(accountId);
    const admin = await operator.newKey({ kind: "ADMIN" });
    expect((await operator.call(path, { apiKey: admin })).body.accountId).toBe(accountId);
  });

  it("discloses nothing of the debtor's person", async () => {
    const { lender, place } = await aTenantHere();
    const { accountId } = await place();
    expect(JSON.stringify(await lender.account(accountId))).not.toMatch(/Alex|debtor\.example/u);
  });
});
