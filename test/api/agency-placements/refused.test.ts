import { describe, expect, inject, it } from "vitest";
import { aTenant } from "../../support/tenant.ts";

describe("GET /v1/agencies/{agencyId}/placements/{placementId}", () => {
  const cloud = inject("cloud");

  it.each([
    ["another agency's", (placementId: string) => placementId],
    ["one that never was", () => "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1"],
    ["what is no id", () => "nonsense"],
  ])("does not know %s", async (_what, named) => {
    const { place, agencies } = await aTenant(cloud, { agencies: 2 });
    const { placementId, agency } = await place();
    const stranger = agencies.find((one) => one !== agency)!;
    const answer = await stranger.call(`/v1/agencies/${stranger.agencyId}/placements/${named(placementId)}`, {
      apiKey: stranger.apiKey,
    });
    expect([answer.status, answer.code]).toEqual([404, "not-found"]);
  });
});
