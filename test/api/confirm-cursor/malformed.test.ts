import { describe, expect, inject, it } from "vitest";
import { feedPath } from "../../support/feed.ts";
import { aTenant } from "../../support/tenant.ts";

describe("PUT /v1/agencies/{agencyId}/feed/cursor", () => {
  const cloud = inject("cloud");

  it.each([
    ["no cursor", {}, "/cursor"],
    ["an empty cursor", { cursor: "" }, "/cursor"],
    ["a rewind that is no yes or no", { cursor: "x", rewind: "yes" }, "/rewind"],
    ["something unknown", { cursor: "x", position: 3 }, "/position"],
  ])("refuses %s and says where", async (_what, json, pointer) => {
    const { agency } = await aTenant(cloud);
    const answer = await agency.call(feedPath(agency, "/cursor"), {
      method: "PUT",
      apiKey: agency.apiKey,
      json,
    });
    expect([answer.status, answer.code]).toEqual([422, "invalid-request"]);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });
});
