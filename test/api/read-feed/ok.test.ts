import { describe, expect, inject, it } from "vitest";
import { feedPage, follow } from "../../support/feed.ts";
import { aTenant } from "../../support/tenant.ts";

describe("GET /v1/agencies/{agencyId}/feed", () => {
  const cloud = inject("cloud");

  it("answers the very bodies that are pushed, with positions that count from 1", async () => {
    const { place, agency } = await aTenant(cloud);
    for (let n = 0; n < 3; n += 1) await place();
    const items = await follow(agency, 3);
    expect(items.map(({ position }) => position)).toEqual([1, 2, 3]);
    for (const { position: _position, ...body } of items) {
      const pushed = await agency.inbox.receives(
        "placement.offered",
        ({ eventId }) => eventId === body.eventId,
      );
      expect(body).toEqual(pushed.body);
    }
  });

  it("pages without loss or repeat, and goes on where it ended when something new came", async () => {
    const { place, agency } = await aTenant(cloud);
    for (let n = 0; n < 5; n += 1) await place();
    const whole = await follow(agency, 5);
    expect(await follow(agency, 5, 2)).toEqual(whole);
    const atTheEnd = await feedPage(agency, `?limit=200`);
    expect(await feedPage(agency, `?cursor=${atTheEnd.nextCursor}`)).toEqual({
      items: [],
      nextCursor: atTheEnd.nextCursor,
    });
    await place();
    await follow(agency, 6);
    const more = await feedPage(agency, `?cursor=${atTheEnd.nextCursor}`);
    expect(more.items.map(({ position }: { position: number }) => position)).toEqual([6]);
  });

  it("is empty, with a cursor to poll with, for an agency that was never offered anything", async () => {
    const { agency } = await aTenant(cloud);
    expect(await feedPage(agency)).toEqual({ items: [], nextCursor: expect.any(String) });
  });

  it("shows each agency its own events only", async () => {
    const { place, agencies } = await aTenant(cloud, { agencies: 2 });
    const placements = [await place(), await place(), await place(), await place()];
    for (const agency of agencies) {
      const own = placements.filter((one) => one.agency === agency).map(({ placementId }) => placementId);
      const items = await follow(agency, own.length);
      expect(items.map(({ placementId }) => placementId).toSorted()).toEqual(own.toSorted());
    }
  });

  it("keeps one account's events in the order of its history", async () => {
    const { active, lender } = await aTenant(cloud);
    const { accountId, placementId, agency } = await active();
    const { body } = await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } });
    await agency.inbox.receives("hold.apply");
    await lender.resolve(body.disputeId, { outcome: "REJECTED", explanation: "The balance is right." });
    const items = await follow(agency, 4);
    expect(items.map(({ eventType }) => eventType)).toEqual([
      "placement.offered",
      "hold.apply",
      "dispute.resolved",
      "hold.release",
    ]);
    const history = await lender.history(accountId);
    const sequences = items.map(({ eventId }) => history.find((one) => one.eventId === eventId).sequence);
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
  });
});
