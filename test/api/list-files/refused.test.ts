import { describe, expect, inject, it } from "vitest";
import { aTenant } from "../../support/tenant.ts";

describe("GET /v1/agencies/{agencyId}/files", () => {
  const cloud = inject("cloud");

  it("knows nothing of another agency, and takes no cursor that it did not give out", async () => {
    const { agencies } = await aTenant(cloud, { agencies: 2 });
    const [own, other] = [agencies[0]!, agencies[1]!];
    const get = (path: string) => own.call(`/v1/agencies/${path}`, { apiKey: own.apiKey });
    expect((await get(`${other.agencyId}/files`)).code).toBe("not-found");
    expect((await get(`${own.agencyId}/files?cursor=made-up`)).code).toBe("invalid-cursor");
  });
});
