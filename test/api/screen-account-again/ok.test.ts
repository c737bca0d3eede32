import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { aContract, anAccount, aPolicy, demand, usd, type Tenant } from "../../support/tenant.ts";

/** How long a busy machine may take to carry an event to its worker. */
const patiently = { timeout: 30_000 };

const screen = async ({ lender }: Tenant, accountId: string) =>
  demand(await lender.post(`/v1/accounts/${accountId}/screening`, {}), 200);

const place = async ({ lender }: Tenant): Promise<string> =>
  demand(await lender.post("/v1/accounts", anAccount()), 201).body.accountId;

const becomes = async ({ lender }: Tenant, accountId: string, lifecycle: string) =>
  expect.poll(async () => (await lender.account(accountId)).lifecycle, patiently).toBe(lifecycle);

describe("POST /v1/accounts/{id}/screening", () => {
  it("places an account that the former policy had rejected, once the policy was changed", async () => {
    const tenant = await aTenantHere({ policy: { balanceMin: usd(4_000_000) } });
    const { lender, operator } = tenant;
    const accountId = await place(tenant);
    expect((await lender.account(accountId)).lifecycle).toBe("REJECTED");
    demand(await operator.put(`/v1/lenders/${lender.lenderId}`, { name: "L", policy: aPolicy() }), 200);
    await screen(tenant, accountId);
    await becomes(tenant, accountId, "OFFERED");
    const history = await lender.history(accountId);
    expect(history.map(({ type, actor }) => [type, actor.kind])).toEqual([
      ["account.received", "LENDER"],
      ["account.screened", "LENDER"],
      ["account.rescreen_requested", "LENDER"],
      ["account.screened", "SYSTEM"],
      ["placement.offered", "SYSTEM"],
    ]);
  });

  it("leaves an account rejected that the policy still rejects, by the version that it was looked at with", async () => {
    const tenant = await aTenantHere({ policy: { balanceMin: usd(4_000_000) } });
    const accountId = await place(tenant);
    await screen(tenant, accountId);
    await expect
      .poll(async () => (await tenant.lender.history(accountId)).at(-1)?.data, patiently)
      .toMatchObject({ outcome: "REJECTED", failed: ["BELOW_MIN"] });
    expect((await tenant.lender.account(accountId)).placements).toEqual([]);
  });

  it("offers an account that waits for an agency without waiting for its day", async () => {
    const tenant = await aTenantHere({ contract: { capacity: 0 } });
    const { lender, operator, agency } = tenant;
    const accountId = await place(tenant);
    const path = `/v1/lenders/${lender.lenderId}/contracts/${agency.agencyId}`;
    demand(await operator.put(path, aContract({ capacity: 1 })), 200);
    await screen(tenant, accountId);
    await becomes(tenant, accountId, "OFFERED");
  });
});
