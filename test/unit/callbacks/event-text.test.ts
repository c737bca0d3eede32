import { describe, expect, it } from "vitest";
import { EVENT_BYTES_MAX, eventText } from "../../../shared/callbacks/event-text.ts";
import { placementOf } from "../../../shared/dialects/placement-of.ts";
import { Dialect } from "../../../shared/dialects/model.ts";
import { DialectBody } from "../../../shared/dialects/wire.ts";
import { anAgencyId } from "../../support/builders.ts";
import { lanesOf } from "../../../shared/callbacks/lanes.ts";

const refusalOf = (body: unknown): unknown => {
  try {
    return eventText(body);
  } catch (error) {
    return (error as { refusal: { code: string } }).refusal.code;
  }
};

describe("the text of an event", () => {
  it("is JSON without white space", () => {
    expect(eventText({ a: [1, "x"] })).toBe('{"a":[1,"x"]}');
  });

  it("is refused when it would be longer than what is kept of an event", () => {
    expect(refusalOf("x".repeat(EVENT_BYTES_MAX - 2))).toHaveLength(EVENT_BYTES_MAX);
    expect(refusalOf("x".repeat(EVENT_BYTES_MAX - 1))).toBe("payload-too-large");
    expect(refusalOf(JSON.parse(`[${"1e20,".repeat(20_000)}1]`))).toBe("payload-too-large");
  });

  it("is refused when it is deeper than anything that is an event", () => {
    const nested = (levels: number): unknown => JSON.parse("[".repeat(levels) + "]".repeat(levels));
    expect(refusalOf(nested(50))).toHaveLength(100);
    expect(refusalOf(nested(51))).toBe("invalid-request");
    expect(refusalOf(nested(60_000))).toBe("invalid-request");
  });
});

describe("lanes", () => {
  it("hold the events of one placement in their order, and what names none alone", () => {
    const events = [
      { body: { placementId: "a", n: 1 } },
      { body: 7 },
      { body: { placementId: "b" } },
      { body: { placementId: "a", n: 2 } },
      { body: 7 },
      { body: { placementId: 5 } },
    ];
    expect(
      lanesOf(events, placementOf(undefined)).map((lane) => lane.map((event) => events.indexOf(event))),
    ).toEqual([[0, 3], [1], [2], [4], [5]]);
  });

  it("hold what a dialect finds to be about one placement, wherever the agency writes it", () => {
    const fields = [
      { to: "/placementId", from: "/auftrag/nummer" },
      { to: "/placementId", from: "/akte" },
    ];
    const dialect = Dialect.parse({ agencyId: anAgencyId(), version: 1, ...DialectBody.parse({ fields }) });
    const events = [
      { body: { auftrag: { nummer: "a" } } },
      { body: { placementId: "a" } },
      { body: { akte: "a" } },
      { body: { auftrag: { nummer: "b" } } },
    ];
    const lanes = lanesOf(events, placementOf(dialect));
    expect(lanes.map((lane) => lane.map((event) => events.indexOf(event)))).toEqual([[0, 2], [1], [3]]);
    const codesOnly = { ...dialect, fields: [] };
    expect(lanesOf(events, placementOf(codesOnly))).toHaveLength(4);
  });
});
