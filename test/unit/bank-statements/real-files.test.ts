import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fixture, linesOf, ofKind, readAll, refusalOf } from "../../support/bank-file.ts";

/** Worked out from the text of each statement by hand: currency, opening, lines, credits, debits, closing, proven. */
type Expected = readonly [
  currency: string,
  opening: number | undefined,
  count: number,
  credits: bigint,
  debits: bigint,
  closing: number | undefined,
  isProven: boolean,
];

const files: Readonly<Record<string, readonly Expected[]>> = {
  // The second begins two thousand above where the first ended, which ended two thousand and more below its lines.
  "mt940/abnamro.sta": [
    ["EUR", 323628, 8, 0n, 32144n, 87684, false],
    ["EUR", 287684, 2, 0n, 2449n, 184975, false],
  ],
  "mt940/generic.sta": [
    ["EUR", 10000, 1, 0n, 1000n, 9000, true],
    ["EUR", 9000, 1, 0n, 1000n, 8000, true],
  ],
  "mt940/ing.sta": [["EUR", 0, 7, 468n, 5027n, 347, false]],
  "mt940/knab.sta": [
    ["EUR", 0, 1, 50000n, 0n, 50000, true],
    ["EUR", 305898, 2, 50000n, 726000n, 79898, false],
  ],
  // 229.20 - 79.90 + 10.10 are 159.40, and the bank says 159.60.
  "mt940/postfinance.sta": [
    ["CHF", 0, 2, 22920n, 0n, 22920, true],
    ["CHF", 22920, 2, 1010n, 7990n, 15960, false],
  ],
  "mt940/rabobank-iban.sta": [
    ["EUR", 100000, 2, 0n, 3500n, 96500, true],
    ["EUR", 96500, 2, 0n, 3500n, 93000, true],
  ],
  "mt940/rabobank.sta": [
    ["EUR", 47317, 1, 0n, 121328n, 39582, false],
    ["EUR", 100089, 0, 0n, 0n, 100089, true],
    ["EUR", 129582, 2, 0n, 28151n, 125087, false],
    ["EUR", 419612, 2, 0n, 9430n, 410182, true],
  ],
  "mt940/sepa.sta": [
    ["EUR", -123471836, 7, 99724196n, 100015183n, -123762823, true],
    ["EUR", -97049990, 2, 1500005n, 50025000n, -145574985, true],
    ["EUR", -170929634, 5, 12518081n, 65321932n, -223733485, true],
    ["EUR", 319267504, 3, 105000000n, 0n, 424267504, true],
    ["EUR", -236882787, 5, 20488n, 72689915n, -309552214, true],
    ["EUR", 15297015, 1, 5099005n, 0n, 20396020, true],
    ["EUR", -4043220, 4, 1999005n, 1006168n, -3050383, true],
    ["EUR", -3050383, 4, 0n, 7035062n, -10085445, true],
    ["EUR", -155249738, 8, 20120210n, 765024n, -135894552, true],
    ["EUR", -135894552, 3, 0n, 94452559n, -230347111, true],
    ["EUR", -382947787, 6, 91564688n, 1816385n, -293199484, true],
    ["EUR", -293199484, 6, 0n, 208770312n, -501969796, true],
    ["EUR", -577758557, 6, 17105200n, 41157981n, -601811338, true],
    ["EUR", -601811338, 3, 0n, 282631200n, -884442538, true],
    ["EUR", 1399005, 1, 1399005n, 0n, 2798010, true],
    ["EUR", -361251902, 5, 0n, 2006602n, -363258504, true],
    ["EUR", -363258504, 5, 0n, 18231643n, -381490147, true],
    ["EUR", -381490147, 2, 0n, 129869205n, -511359352, true],
    ["EUR", 15297015, 1, 5099005n, 0n, 20396020, true],
    ["EUR", 14596458, 3, 9299019n, 0n, 23895477, true],
    ["EUR", 76665649, 4, 36009391n, 150000n, 112525040, true],
    ["EUR", -197043187, 7, 107095181n, 357256903n, -447204909, true],
    ["EUR", -32491025, 3, 5290010n, 12530010n, -39731025, true],
    ["EUR", -45000, 1, 0n, 15000n, -60000, true],
    ["EUR", -45000, 1, 0n, 15000n, -60000, true],
    ["EUR", 0, 1, 5005n, 0n, 5005, true],
  ],
  "mt940/sns.sta": [
    ["EUR", 123456, 2, 0n, 2500n, 120956, true],
    ["EUR", 120956, 0, 0n, 0n, 120956, true],
  ],
  "mt940/triodos.sta": [["EUR", 497509, 2, 0n, 71570n, 437079, false]],
  "bai2/sample1.txt": [
    ["CAD", undefined, 11, 208500n, 208500n, undefined, false],
    ["CAD", undefined, 6, 111500n, 111500n, undefined, false],
  ],
  "bai2/sample2.txt": [
    ["USD", 4350000, 1, 450000n, 0n, undefined, false],
    ["USD", -500000, 1, 500000n, 0n, undefined, false],
    ["USD", 10000000, 2, 30000000n, 0n, undefined, false],
    ["USD", 500000, 0, 0n, 0n, undefined, false],
    ["USD", 800000, 0, 0n, 0n, undefined, false],
  ],
  "camt/camt052.v2.xml": [["SEK", undefined, 1, 0n, 20000000n, undefined, false]],
  // 1.01 + 8.85 are not 4.04.
  "camt/camt053.v2.all-balance-types.xml": [["EUR", 101, 1, 885n, 0n, 404, false]],
  // Its closing balance is in Swedish crowns.
  "camt/camt053.v2.minimal.xml": [["EUR", 1815, 1, 885n, 0n, -2700, false]],
  "camt/camt053.v2.multi.statement.xml": [
    ["EUR", 1815, 1, 885n, 0n, 2700, true],
    ["EUR", 2700, 1, 0n, 700n, 2000, true],
  ],
  "camt/camt053.v3.xml": [["EUR", 1815, 1, 885n, 0n, -2700, false]],
  "camt/camt053.v8.xml": [["EUR", 1815, 1, 885n, 0n, -2700, false]],
  "camt/camt054.v2.xml": [["SEK", undefined, 1, 0n, 20000000n, undefined, false]],
  "camt/camt054.v4.xml": [["SEK", undefined, 1, 0n, 20000000n, undefined, false]],
};

const nothing = { count: 0, credits: 0n, debits: 0n };

const apart = ["bai2/sample-parseError.txt", "camt/camt053.v2.wrong.xml", "mt940/cmxl.sta"];

describe("a real file of a bank", () => {
  it.each(Object.entries(files))(
    "%s has the lines, sums and balances that it has",
    async (path, expected) => {
      const events = await readAll(fixture(path));
      expect(
        ofKind(events, "statement-end").map(({ statement, totals, quarantinedCount, isProven }) => {
          expect(quarantinedCount).toBe(0);
          expect(totals.length).toBeLessThanOrEqual(1);
          const [sums] = totals;
          const { currency, count, credits, debits } = sums ?? { ...nothing, currency: statement.currency };
          return [
            currency,
            statement.opening?.amount,
            count,
            credits,
            debits,
            statement.closing?.amount,
            isProven,
          ];
        }),
      ).toEqual(expected);
      expect(events.at(-1)).toMatchObject({
        kind: "end",
        statementCount: expected.length,
        lineCount: expected.reduce((sum, [, , count]) => sum + count, 0),
        quarantinedCount: 0,
        faults: [],
      });
      expect(new Set(linesOf(events).map(({ lineId }) => lineId)).size).toBe(linesOf(events).length);
    },
  );

  it("in German marks keeps every line for a person: nobody knows a mark's decimals any more", async () => {
    const events = await readAll(fixture("mt940/cmxl.sta"));
    const quarantined = ofKind(events, "quarantined").map((one) => one.quarantined);
    expect(quarantined).toHaveLength(11);
    expect(quarantined[0]).toMatchObject({
      code: "CURRENCY_UNKNOWN",
      place: { line: 5, statement: 1, entry: 1 },
      raw: ":61:131017D6800,NCHK16703074\n:86:999PN5477SCHECK-NR. 0000016703074",
    });
    expect(ofKind(events, "statement-end").map(({ totals, isProven }) => [totals, isProven])).toEqual([
      [[], false],
      [[{ currency: "EUR", count: 2, credits: 300000n, debits: 80000n }], true],
      [[{ currency: "PLN", count: 3, credits: 2004000n, debits: 1000000n }], true],
    ]);
  });

  it("that is broken is refused, with the line", async () => {
    expect(refusalOf(await readAll(fixture("bai2/sample-parseError.txt")))).toEqual(["RECORD_UNEXPECTED", 1]);
    expect(refusalOf(await readAll(fixture("camt/camt053.v2.wrong.xml")))).toEqual(["NO_STATEMENT", 10]);
  });

  it("is looked at, whichever it is", () => {
    const root = join(import.meta.dirname, "../../fixtures/bank");
    const all = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) =>
      /\.(?:sta|txt|xml)$/u.test(name),
    );
    expect(all.toSorted()).toEqual([...Object.keys(files), ...apart].toSorted());
  });
});
