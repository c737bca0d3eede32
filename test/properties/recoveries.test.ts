import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recoveryRows, type RecoveryRow } from "../../shared/exports/recovery-rows.ts";
import { recoverySums, vintageOf } from "../../shared/exports/recovery-sums.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { daysAfter, LocalDate } from "../../shared/kernel/time.ts";
import { anAccount, anAgencyId, aPlacement } from "../support/builders.ts";

const currency = Currency.parse("USD");
const DAY_COUNT = 200;
const dayAt = (offset: number): LocalDate => daysAfter(LocalDate.parse("2025-11-20"), offset)!;
const agencies = [anAgencyId(), anAgencyId()];

const amount = fc.integer({ min: 0, max: 1_000_000 });
const booking = fc.record({
  placement: fc.nat({ max: 9 }),
  after: fc.nat({ max: DAY_COUNT }),
  what: fc.record({ gross: amount, direct: amount, reversed: amount, commission: amount, costs: amount }),
});
const world = fc.record({
  offers: fc.array(
    fc.record({ day: fc.nat({ max: DAY_COUNT }), agency: fc.nat({ max: 1 }), balance: amount }),
    { minLength: 1, maxLength: 10 },
  ),
  bookings: fc.array(booking, { maxLength: 40 }),
  cut: fc.integer({ min: 0, max: 2 * DAY_COUNT - 1 }),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

/** The rows of some days of a world in which accounts were placed, and money was booked, in any order. */
function rowsOf({ offers, bookings }: World, from: LocalDate, to: LocalDate): readonly RecoveryRow[] {
  const sums = recoverySums({ from, to });
  const placements = offers.map(({ day, agency, balance }) =>
    aPlacement(anAccount({ holders: [agencies[agency]!] }), {
      offeredAt: `${dayAt(day)}T10:00:00.000Z` as never,
      acknowledgedAt: `${dayAt(day)}T11:00:00.000Z` as never,
      placedBalance: balance,
    }),
  );
  for (const placement of placements) sums.place(placement);
  for (const { placement, after, what } of bookings) {
    const n = placement % placements.length;
    const day = dayAt(offers[n]!.day + after);
    if (day <= to) sums.recover(vintageOf(placements[n]!), day, what);
  }
  return sums.all().flatMap((one) => recoveryRows(one, { from, to, currency }));
}

const money = ["gross", "direct", "reversed", "net", "commission", "costs"] as const;

const sumOf = (rows: readonly RecoveryRow[], name: keyof RecoveryRow): number =>
  rows.reduce((sum, row) => sum + Number(row[name]), 0);

const last = dayAt(2 * DAY_COUNT);

describe("recoveries", () => {
  it("are all in the rows, once, however the days are cut into two exports", () => {
    fc.assert(
      fc.property(world, (made) => {
        const whole = rowsOf(made, dayAt(0), last);
        const [first, second] = [
          rowsOf(made, dayAt(0), dayAt(made.cut)),
          rowsOf(made, dayAt(made.cut + 1), last),
        ];
        for (const name of money) expect(sumOf(first, name) + sumOf(second, name)).toBe(sumOf(whole, name));
        expect(sumOf(whole, "gross")).toBe(made.bookings.reduce((sum, { what }) => sum + what.gross, 0));
      }),
    );
  });

  it("run up to the same in every month, wherever an export begins", () => {
    fc.assert(
      fc.property(world, (made) => {
        const keyOf = ({ agency, vintage, month }: RecoveryRow) => `${agency} ${vintage} ${month}`;
        const whole = new Map(rowsOf(made, dayAt(0), last).map((row) => [keyOf(row), row]));
        for (const row of rowsOf(made, dayAt(made.cut), last)) {
          const { placed, accounts, netToDate, liquidationBasisPoints } = whole.get(keyOf(row))!;
          expect(row).toMatchObject({ placed, accounts, netToDate, liquidationBasisPoints });
        }
      }),
    );
  });

  it("are the same in whatever order they were booked", () => {
    fc.assert(
      fc.property(world, (made) => {
        const other = { ...made, bookings: made.bookings.toReversed() };
        expect(rowsOf(other, dayAt(0), last)).toEqual(rowsOf(made, dayAt(0), last));
      }),
    );
  });
});
