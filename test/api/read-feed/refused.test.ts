import { describe, expect, inject, it } from "vitest";
import { feedPage, feedPath } from "../../support/feed.ts";
import { aTenant } from "../../support/tenant.ts";

describe("GET /v1/agencies/{agencyId}/feed", () => {
  const cloud = inject("cloud");

  it("takes no cursor of another agency's feed, and none that it did not give out", async () => {
    const { agencies } = await aTenant(cloud, { agencies: 2 });
    const [own, other] = [agencies[0]!, agencies[1]!];
    const { nextCursor } = await feedPage(other);
    for (const cursor of [nextCursor, "made-up", ""]) {
      const answer = await own.call(feedPath(own, `?cursor=${cursor}`), { apiKey: own.apiKey });
      expect([answer.status, answer.code]).toEqual([400, "invalid-cursor"]);
    }
  });

  it.each(["0", "201", "x"])("takes no limit of %s", async (limit) => {
    const { agency } = await aTenant(cloud);
    const answer = await agency.call(feedPath(agency, `?limit=${limit}`), { apiKey: agency.apiKey });
    expect([answer.status, answer.code]).toEqual([422, "invalid-request"]);
  });

  it.each(["", "/cursor"])("knows nothing of another agency%s", async (rest) => {
    const { agencies } = await aTenant(cloud, { agencies: 2 });
    const [own, other] = [agencies[0]!, agencies[1]!];
    const answer = await own.call(feedPath(other, rest), { apiKey: own.apiKey });
    expect([answer.status, answer.code]).toEqual([404, "not-found"]);
  });
});
