import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LenderId, PlacementId } from "../../shared/kernel/ids.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { compare, type EndedPlacement, type OpenPlacement } from "../../shared/snapshots/compare.ts";
import type { SnapshotLine } from "../../shared/snapshots/wire.ts";
import { aLenderId } from "../support/builders.ts";

const usd = Currency.parse("USD");
const lenderId = LenderId.parse(aLenderId());
const taken = { asOf: Instant.parse("2026-04-02T12:00:00.000Z"), currency: usd };
const before = Instant.parse("2026-04-01T12:00:00.000Z");
const after = Instant.parse("2026-04-03T12:00:00.000Z");

/** What is planted for a placement: the line, what the gateway has, and the one finding that must come of it. */
type Planted = {
  readonly line?: SnapshotLine;
  readonly open?: OpenPlacement;
  readonly ended?: EndedPlacement;
  readonly code?: string;
};

const kinds = [
  "agreed",
  "INV_MISSING_AT_AGENCY",
  "INV_ZOMBIE",
  "INV_UNKNOWN",
  "BAL_DRIFT",
  "CURRENCY_DIFF",
  "begun since, listed",
  "begun since, not listed",
  "ended since, listed",
  "in another currency",
] as const;

type Drawn = { readonly kind: (typeof kinds)[number]; readonly owed: number; readonly off: number };

function planted({ kind, owed, off }: Drawn, index: number): Planted {
  const placementId = PlacementId.parse(`plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_${index + 1}`);
  const line = { placementId, outstanding: owed };
  const open = { placementId, lenderId, state: "ACTIVE", since: before, currency: usd, outstanding: owed };
  const ended = { placementId, lenderId, state: "CLOSED", endedAt: before };
  const eur = Currency.parse("EUR");
  const made: Readonly<Record<Drawn["kind"], Planted>> = {
    agreed: { line, open },
    INV_MISSING_AT_AGENCY: { open },
    INV_ZOMBIE: { line, ended },
    INV_UNKNOWN: { line },
    BAL_DRIFT: { line: { placementId, outstanding: owed + off }, open },
    CURRENCY_DIFF: { line, open: { ...open, currency: eur } },
    "begun since, listed": {
      line: { placementId, outstanding: owed + off },
      open: { ...open, since: after },
    },
    "begun since, not listed": { open: { ...open, since: after } },
    "ended since, listed": { line, ended: { ...ended, endedAt: after } },
    "in another currency": { open: { ...open, currency: eur } },
  };
  const isFinding = /^[A-Z_]+$/u.test(kind);
  return { ...made[kind], ...(isFinding && { code: kind }) };
}

const inventories = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      owed: fc.integer({ min: 0, max: 1_000_000 }),
      off: fc.integer({ min: 1, max: 1_000_000 }),
    }),
    { maxLength: 60 },
  )
  .map((drawn) => drawn.map(planted));

const present = <T>(values: readonly (T | undefined)[]): T[] => values.filter((value) => value !== undefined);

const partsOf = (all: readonly Planted[]) => ({
  lines: present(all.map(({ line }) => line)),
  open: present(all.map(({ open }) => open)),
  ended: present(all.map(({ ended }) => ended)),
});

const idOf = ({ line, open }: Planted): string => String(line?.placementId ?? open?.placementId);

describe("comparing any inventory", () => {
  it("finds every difference that was planted, and none that was not", () => {
    fc.assert(
      fc.property(inventories, (all) => {
        const { lines, ...known } = partsOf(all);
        const found = compare(taken, lines, known).findings.map(({ code, placementId }) => [
          placementId,
          code,
        ]);
        const wanted = all.filter(({ code }) => code !== undefined).map((one) => [idOf(one), one.code]);
        expect(found.toSorted()).toEqual(wanted.toSorted());
      }),
    );
  });

  it("comes to the same in whatever order lines and placements are", () => {
    const shuffled = inventories.chain((all) => {
      const { lines, open, ended } = partsOf(all);
      const permuted = <T>(values: readonly T[]) =>
        fc.shuffledSubarray([...values], { minLength: values.length, maxLength: values.length });
      return fc.tuple(
        fc.constant({ lines, open, ended }),
        fc.record({ lines: permuted(lines), open: permuted(open), ended: permuted(ended) }),
      );
    });
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(compare(taken, other.lines, other)).toEqual(compare(taken, one.lines, one));
      }),
    );
  });
});
