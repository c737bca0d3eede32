import { describe, expect, it } from "vitest";
import { entriesAfter, FeedableEvent, withoutGap, type FeedEntry } from "../../../shared/feed/model.ts";
import { anAccountId, anAgencyId, now } from "../../support/builders.ts";

const [agencyId, other] = [anAgencyId(), anAgencyId()];
const accountId = anAccountId();

const event = (sequence: number, over: object = {}) =>
  FeedableEvent.parse({
    eventId: `evt_${sequence}`,
    accountId,
    sequence,
    type: "hold.ordered",
    routes: "deliveries",
    data: { agencyId, placementId: "plc_1" },
    ...over,
  });

const unrouted = (sequence: number): FeedableEvent => {
  const { routes: _nowhere, ...rest } = event(sequence);
  return rest;
};

const at = (position: number): FeedEntry => ({
  position,
  accountId,
  sequence: position,
  eventId: `evt_${position}`,
  type: "hold.ordered",
  placementId: "plc_1",
  appendedAt: now,
});

describe("the entries of a history", () => {
  it("are its events for this agency, in their order, counted on", () => {
    const events = [
      unrouted(1),
      event(2),
      event(3, { data: { agencyId: other, placementId: "plc_1" } }),
      event(4, { routes: "disputes" }),
      event(5),
    ];
    const entries = entriesAfter(7, events, { agencyId, now });
    expect(entries.map(({ position, sequence }) => [position, sequence])).toEqual([
      [8, 2],
      [9, 5],
    ]);
  });
});

describe("a page of the feed", () => {
  it.each([
    ["as it is when nothing is missing", [4, 5, 6], [4, 5, 6]],
    ["up to a gap", [4, 6, 7], [4]],
    ["not at all when the next one is missing", [5, 6], []],
    ["empty when there is nothing", [], []],
  ])("is shown %s", (_how, found, shown) => {
    expect(withoutGap(3, found.map(at)).map(({ position }) => position)).toEqual(shown);
  });
});
