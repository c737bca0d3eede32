import { describe, expect, inject, it } from "vitest";
import { aTenant } from "../../support/tenant.ts";

describe("GET /v1/agencies/{agencyId}/files", () => {
  const cloud = inject("cloud");

  it("is empty before the first night, and no cache keeps it", async () => {
    const { agency } = await aTenant(cloud);
    const answer = await agency.call(`/v1/agencies/${agency.agencyId}/files`, { apiKey: agency.apiKey });
    expect([answer.status, answer.body]).toEqual([200, { items: [] }]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });
});
