import { describe, expect, it } from "vitest";
import { cursorOf, positionIn } from "../../../shared/feed/cursor.ts";
import { anAgencyId, refusalOf, valueOf } from "../../support/builders.ts";

const agencyId = anAgencyId();
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a cursor", () => {
  it.each([0, 1, 999_999_999_999])("of position %d leads back to it", (position) => {
    expect(valueOf(positionIn(agencyId, cursorOf(agencyId, position)))).toBe(position);
  });

  it.each([
    ["another agency's", cursorOf(anAgencyId(), 3)],
    ["no base64", "%%%"],
    ["no JSON", Buffer.from("{").toString("base64url")],
    ["of another list", encoded({ pk: `FEED#${agencyId}`, sk: "000000000003" })],
    ["before the beginning", encoded({ feed: agencyId, after: -1 })],
    ["between two positions", encoded({ feed: agencyId, after: 1.5 })],
    ["with something added", encoded({ feed: agencyId, after: 1, more: true })],
    ["empty", ""],
  ])("that is %s is refused", (_what, cursor) => {
    expect(refusalOf(positionIn(agencyId, cursor)).code).toBe("invalid-cursor");
  });
});
