import { describe, expect, it } from "vitest";
import { LenderId, PlacementId } from "../../../shared/kernel/ids.ts";
import { Currency } from "../../../shared/kernel/money.ts";
import { Instant } from "../../../shared/kernel/time.ts";
import { compare, type EndedPlacement, type OpenPlacement } from "../../../shared/snapshots/compare.ts";
import type { SnapshotLine } from "../../../shared/snapshots/wire.ts";
import { aLenderId } from "../../support/builders.ts";

const placementId = PlacementId.parse("plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_1");
const lenderId = LenderId.parse(aLenderId());
const usd = Currency.parse("USD");
const eur = Currency.parse("EUR");
const at = (hour: number) => Instant.parse(`2026-04-02T${String(hour).padStart(2, "0")}:00:00.000Z`);
const taken = { asOf: at(12), currency: usd };

const open = (changes: Partial<OpenPlacement> = {}): OpenPlacement => ({
  placementId,
  lenderId,
  state: "ACTIVE",
  since: at(9),
  currency: usd,
  outstanding: 100_000,
  ...changes,
});
const ended = (endedAt: Instant): EndedPlacement => ({ placementId, lenderId, state: "RECALLED", endedAt });
const line = (outstanding = 100_000): SnapshotLine => ({ placementId, outstanding, agencyCaseRef: "C-1" });
const listed = { currency: usd, outstanding: 100_000, agencyCaseRef: "C-1" };

const found = (
  lines: readonly SnapshotLine[],
  held: { readonly open?: readonly OpenPlacement[]; readonly ended?: readonly EndedPlacement[] },
) => compare(taken, lines, { open: [], ended: [], ...held }).findings;

describe("comparing an inventory", () => {
  it("finds nothing where both sides agree to the last minor unit", () => {
    expect(compare(taken, [line()], { open: [open()], ended: [] })).toEqual({ findings: [], openCount: 1 });
  });

  it.each(["OFFERED", "INFO_REQUIRED", "ACTIVE"])("finds what is open as %s and is not listed", (state) => {
    expect(found([], { open: [open({ state })] })).toEqual([
      {
        code: "INV_MISSING_AT_AGENCY",
        placementId,
        lenderId,
        ours: { state, currency: usd, outstanding: 100_000 },
      },
    ]);
  });

  it.each([
    ["ACTIVE", at(10), []],
    ["active", at(12), []],
    ["ACTIVE", at(13), ["STATUS_DRIFT"]],
    ["ACTIVE", undefined, ["STATUS_DRIFT"]],
    ["OFFERED", undefined, []],
    ["OFFERED", at(10), ["STATUS_DRIFT"]],
    ["ENDED", at(10), ["STATUS_DRIFT"]],
    ["PROMISED", at(10), []],
    [undefined, at(10), []],
  ] as const)("finds a state that contradicts the books: %s, acknowledged at %s", (state, since, codes) => {
    const lines = [{ ...line(), ...(state && { state }) }];
    const held = open(since ? { acknowledgedAt: since } : {});
    expect(found(lines, { open: [held] }).map(({ code }) => code)).toEqual(codes);
  });

  it("takes the agency's words for states by its map, before they are taken as they are", () => {
    const codes = { "inventory.state": { PROMISED: "ACTIVE", ACTIVE: "OFFERED" } };
    const states = ["PROMISED", "ACTIVE", "toString"].map((state) =>
      compare({ ...taken, codes }, [{ ...line(), state }], {
        open: [open({ acknowledgedAt: at(10) })],
        ended: [],
      }).findings.map(({ code }) => code),
    );
    expect(states).toEqual([[], ["STATUS_DRIFT"], []]);
  });

  it("finds what is listed and had ended, and does not tell what is owed now", () => {
    const zombie = {
      code: "INV_ZOMBIE",
      placementId,
      lenderId,
      ours: { state: "RECALLED", endedAt: at(11) },
      theirs: listed,
    };
    expect(found([line()], { ended: [ended(at(11))] })).toEqual([zombie]);
  });

  it("finds what is listed and never was the agency's, and tells nothing of it", () => {
    expect(found([line()], {})).toEqual([{ code: "INV_UNKNOWN", placementId, theirs: listed }]);
  });

  it.each([99_999, 100_001, 0])("finds a balance of %i, with both figures", (outstanding) => {
    expect(found([line(outstanding)], { open: [open()] })).toEqual([
      {
        code: "BAL_DRIFT",
        placementId,
        lenderId,
        ours: { state: "ACTIVE", currency: usd, outstanding: 100_000 },
        theirs: { ...listed, outstanding },
      },
    ]);
  });

  it("finds what is listed in another currency, and does not miss what is in another", () => {
    expect(found([line()], { open: [open({ currency: eur })] })).toMatchObject([
      { code: "CURRENCY_DIFF", ours: { currency: eur }, theirs: { currency: usd } },
    ]);
    expect(compare(taken, [], { open: [open({ currency: eur })], ended: [] })).toEqual({
      findings: [],
      openCount: 0,
    });
  });

  it.each([
    ["began after it was taken, and is not listed", [], { open: [open({ since: at(13) })] }],
    ["began after it was taken, and is listed", [line(1)], { open: [open({ since: at(13) })] }],
    ["ended after it was taken, and is listed", [line()], { ended: [ended(at(13))] }],
    ["ended after it was taken, and is not listed", [], { ended: [ended(at(13))] }],
  ])("finds nothing in what %s", (_what, lines, held) => {
    expect(found(lines, held)).toEqual([]);
  });

  it("takes what began and what ended in the very moment for begun and for ended", () => {
    expect(found([], { open: [open({ since: at(12) })] })).toMatchObject([{ code: "INV_MISSING_AT_AGENCY" }]);
    expect(found([line()], { ended: [ended(at(12))] })).toMatchObject([{ code: "INV_ZOMBIE" }]);
  });

  it("finds the part that is wrong where two parts list the same", () => {
    expect(found([line(), line(5)], { open: [open()] })).toMatchObject([
      { code: "BAL_DRIFT", theirs: { outstanding: 5 } },
    ]);
  });
});
