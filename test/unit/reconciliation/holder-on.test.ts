import { describe, expect, it } from "vitest";
import { earningOn, holderOn } from "../../../shared/reconciliation/holder-on.ts";
import { anAgencyId, at, on } from "../../support/builders.ts";

const [first, second, third] = [anAgencyId(), anAgencyId(), anAgencyId()];

/** Placed in turn with two agencies; a third one declined in between, and the second still has the account. */
const placements = [
  {
    agencyId: first,
    number: 1,
    state: "CLOSED",
    offeredAt: at("2026-02-01T09:00:00Z"),
    endedAt: at("2026-03-10T09:00:00Z"),
    tailUntil: at("2026-03-20T00:00:00Z"),
  },
  {
    agencyId: third,
    number: 2,
    state: "DECLINED",
    offeredAt: at("2026-03-12T09:00:00Z"),
    endedAt: at("2026-03-13T09:00:00Z"),
  },
  { agencyId: second, number: 3, state: "ACTIVE", offeredAt: at("2026-03-15T23:00:00Z") },
] as const;

const days = [
  ["before it was placed", "2026-01-31", undefined, undefined],
  ["on the day of the offer", "2026-02-01", first, first],
  ["on the day of the end", "2026-03-10", first, first],
  ["after the end, within the tail", "2026-03-11", undefined, first],
  ["while one considered that declined", "2026-03-12", undefined, first],
  ["on the day of the next offer, tail or not", "2026-03-15", second, second],
  ["for as long as that stands", "2026-12-31", second, second],
] as const;

describe("an account's agency", () => {
  it.each(days)("%s is who had it", (_when, day, holder) => {
    expect(holderOn(placements, on(day))).toBe(holder);
    expect(holderOn(placements.toReversed(), on(day))).toBe(holder);
  });

  it.each(days)("%s, of what nobody was told of, is who earns it", (...[, day, , earner]) => {
    expect(earningOn(placements, on(day))?.agencyId).toBe(earner);
    expect(earningOn(placements.toReversed(), on(day))?.agencyId).toBe(earner);
  });

  it("earns until the last day of its tail, and without one until it ended", () => {
    const [closed] = placements;
    const { tailUntil: _tail, ...untailed } = closed;
    expect(earningOn([closed], on("2026-03-20"))).toBe(closed);
    expect(earningOn([closed], on("2026-03-21"))).toBeUndefined();
    expect(earningOn([untailed], on("2026-03-10"))).toBe(untailed);
    expect(earningOn([untailed], on("2026-03-11"))).toBeUndefined();
  });
});
