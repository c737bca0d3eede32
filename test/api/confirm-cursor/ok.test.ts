import { describe, expect, inject, it } from "vitest";
import { feedPage, feedPath, follow } from "../../support/feed.ts";
import { aTenant, type Agency } from "../../support/tenant.ts";

const confirm = (agency: Agency, json: object) =>
  agency.call(feedPath(agency, "/cursor"), { method: "PUT", apiKey: agency.apiKey, json });

const standing = async (agency: Agency) =>
  (await agency.call(feedPath(agency, "/cursor"), { apiKey: agency.apiKey })).body;

describe("PUT /v1/agencies/{agencyId}/feed/cursor", () => {
  const cloud = inject("cloud");

  it("makes reading begin behind what the agency has, without a cursor of its own", async () => {
    const { place, agency } = await aTenant(cloud);
    for (let n = 0; n < 3; n += 1) await place();
    await follow(agency, 3);
    expect(await standing(agency)).toMatchObject({ position: 0 });
    const { nextCursor } = await feedPage(agency, "?limit=2");
    const { status, body } = await confirm(agency, { cursor: nextCursor });
    expect(status).toBe(200);
    expect(body).toEqual({ cursor: nextCursor, position: 2, confirmedAt: expect.any(String) });
    expect(await standing(agency)).toEqual(body);
    const rest = await feedPage(agency);
    expect(rest.items.map(({ position }: { position: number }) => position)).toEqual([3]);
  });

  it("never goes back by a request that was late, and does when asked to rewind", async () => {
    const { place, agency } = await aTenant(cloud);
    for (let n = 0; n < 2; n += 1) await place();
    await follow(agency, 2);
    const [first, second] = [await feedPage(agency, "?limit=1"), await feedPage(agency, "?limit=2")];
    await confirm(agency, { cursor: second.nextCursor });
    expect((await confirm(agency, { cursor: first.nextCursor })).body.position).toBe(2);
    expect((await confirm(agency, { cursor: first.nextCursor, rewind: true })).body.position).toBe(1);
    expect((await feedPage(agency)).items).toEqual([second.items[1]]);
  });
});
