import { describe, expect, inject, it } from "vitest";
import { feedPage, feedPath } from "../../support/feed.ts";
import { cursorOf } from "../../../shared/feed/cursor.ts";
import { AgencyId } from "../../../shared/kernel/ids.ts";
import { aTenant } from "../../support/tenant.ts";

describe("PUT /v1/agencies/{agencyId}/feed/cursor", () => {
  const cloud = inject("cloud");

  it("refuses a foreign cursor and one that is ahead of the feed, and keeps what stands", async () => {
    const { agencies } = await aTenant(cloud, { agencies: 2 });
    const [own, other] = [agencies[0]!, agencies[1]!];
    const { nextCursor } = await feedPage(other);
    const ahead = cursorOf(AgencyId.parse(own.agencyId), 1);
    for (const cursor of [nextCursor, ahead]) {
      const answer = await own.call(feedPath(own, "/cursor"), {
        method: "PUT",
        apiKey: own.apiKey,
        json: { cursor, rewind: true },
      });
      expect([answer.status, answer.code]).toEqual([400, "invalid-cursor"]);
    }
    const { body } = await own.call(feedPath(own, "/cursor"), { apiKey: own.apiKey });
    expect(body.position).toBe(0);
  });
});
