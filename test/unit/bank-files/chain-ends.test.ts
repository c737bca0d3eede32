import { describe, expect, it } from "vitest";
import { chainEnds } from "../../../shared/bank-files/chain-ends.ts";
import { LocalDate } from "../../../shared/kernel/time.ts";

const on = (day: string) => (opening: number, closing: number) => ({
  opening,
  closing,
  closedOn: LocalDate.parse(day),
});
const first = on("2026-03-02");
const last = on("2026-03-05");

describe("where an account's statements begin and end", () => {
  it("is where the only one of the first day begins, and the only one of the last ends", () => {
    const ends = { opening: 100, closing: 250, closedOn: "2026-03-05" };
    expect(chainEnds({ first: [first(100, 180)], last: [last(230, 250)] })).toEqual(ends);
  });

  it("is found among several of a day by what follows what, in any order", () => {
    const [of, to] = [
      [first(120, 90), first(100, 120), first(90, 180)],
      [last(250, 240), last(230, 250), last(240, 70)],
    ];
    expect(chainEnds({ first: of, last: to })).toMatchObject({ opening: 100, closing: 70 });
    expect(chainEnds({ first: of.toReversed(), last: to.toReversed() })).toMatchObject({
      opening: 100,
      closing: 70,
    });
  });

  it("is the same when a statement of the day came twice, or once more as a whole", () => {
    const day = [first(100, 120), first(100, 120), first(120, 90), first(100, 90)];
    expect(chainEnds({ first: day, last: day })).toMatchObject({ opening: 100, closing: 90 });
  });

  it("is where a statement that moved nothing stands", () => {
    expect(chainEnds({ first: [first(100, 100)], last: [first(100, 100)] })).toMatchObject({
      opening: 100,
      closing: 100,
    });
  });

  it("is not told where there is none, or nobody says which of a day comes first", () => {
    expect(chainEnds({ first: [], last: [] })).toBeUndefined();
    const apart = [first(1, 2), first(7, 9)];
    expect(chainEnds({ first: apart, last: [last(2, 7)] })).toBeUndefined();
    expect(chainEnds({ first: [first(1, 2)], last: apart })).toBeUndefined();
    const round = [first(1, 2), first(2, 1)];
    expect(chainEnds({ first: round, last: round })).toBeUndefined();
  });
});
