import { describe, expect, inject, it } from "vitest";
import { aTenant } from "../../support/tenant.ts";

describe("GET /v1/accounts/{accountId}/disclosures", () => {
  const cloud = inject("cloud");

  it("knows no other lender's account, and lets no agency look", async () => {
    const { place, agency } = await aTenant(cloud);
    const { accountId } = await place();
    const { lender: stranger } = await aTenant(cloud);
    const path = `/v1/accounts/${accountId}/disclosures`;
    expect((await stranger.get(path)).code).toBe("not-found");
    expect((await agency.call(path, { apiKey: agency.apiKey })).code).toBe("forbidden");
    expect((await agency.call(path)).code).toBe("unauthenticated");
  });
});
