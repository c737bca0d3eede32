import { describe, expect, it } from "vitest";
import {
  RemittanceFileWordsBody,
  type RemittanceFileWords,
} from "../../../shared/dialects/remittance-file-words.ts";
import { Currency } from "../../../shared/kernel/money.ts";
import { headerFaults, ownWords } from "../../../shared/remittance-files/columns.ts";
import { rowReader } from "../../../shared/remittance-files/row.ts";

const money = { as: "minor-units", currencyFrom: "/Währung", decimalMark: "," } as const;

const german = RemittanceFileWordsBody.parse({
  delimiter: ";",
  fields: [
    { to: "/kind", from: "/Art" },
    { to: "/paymentRef", from: "/Beleg-Nr." },
    { to: "/originalPaymentRef", from: "/Ursprung" },
    { to: "/gross", from: "/Betrag", ...money },
    { to: "/commission", from: "/Honorar", ...money },
    { to: "/paidOn", from: "/Valuta", as: "date", pattern: "DD.MM.YYYY" },
    { to: "/depositedOn", from: "/Anderkonto", as: "date", pattern: "DD.MM.YYYY", absent: ["01.01.1900"] },
    { to: "/lineCount", from: "/Beleg-Nr.", as: "integer" },
    { to: "/net", from: "/Netto", ...money },
  ],
  ignored: ["/Bemerkung"],
  codes: { kind: { ZA: "PAYMENT", RL: "REVERSAL", S: "TRAILER" } },
});
const header = [
  "Art",
  "Beleg-Nr.",
  "Ursprung",
  "Betrag",
  "Honorar",
  "Währung",
  "Valuta",
  "Anderkonto",
  "Netto",
];
const EUR = Currency.parse("EUR");

const read = (cells: readonly string[], changes: object = {}) =>
  rowReader({ words: { ...german, ...changes }, currency: EUR, header })(cells);

const faultsOf = (cells: readonly string[], changes: object = {}) => {
  const found = read(cells, changes);
  return found.ok ? [] : found.error.map(({ pointer, code }) => [pointer, code]);
};

describe("a row in an agency's words", () => {
  it("is a line: amounts in minor units, codes and dates ours, absent what stands for nothing", () => {
    const cells = ["ZA", "B-1", "", "1234,5", " 246,90 ", "EUR", "05.03.2026", "01.01.1900", ""];
    expect(read(cells)).toEqual({
      ok: true,
      value: {
        kind: "line",
        line: {
          kind: "PAYMENT",
          paymentRef: "B-1",
          gross: 123_450,
          commission: 24_690,
          paidOn: "2026-03-05",
        },
      },
    });
  });

  it("is the trailer where its kind says so, whose columns may be those of lines", () => {
    expect(read(["S", "12", "", "100,00", "20,00", "EUR", "", "", "80,00"])).toEqual({
      ok: true,
      value: {
        kind: "trailer",
        totals: { gross: 10_000, direct: 0, commission: 2_000, tax: 0, costs: 0, net: 8_000, lineCount: 12 },
      },
    });
  });

  it("keeps a currency that is not the advice's, so that the advice is refused for it", () => {
    const found = read(["ZA", "B-1", "", "1,00", "", "CHF", "05.03.2026", "", ""]);
    expect(found).toMatchObject({ value: { line: { gross: 100, currency: "CHF" } } });
  });

  it.each<readonly [string, readonly string[], readonly (readonly string[])[]]>([
    [
      "an amount with too many decimals",
      ["ZA", "B", "", "1,005", "", "EUR", "05.03.2026", "", ""],
      [["/Betrag", "unreadable"]],
    ],
    [
      "an amount with thousands",
      ["ZA", "B", "", "1.234,00", "", "EUR", "05.03.2026", "", ""],
      [["/Betrag", "unreadable"]],
    ],
    [
      "a currency that is none",
      ["ZA", "B", "", "1,00", "", "XXQ", "05.03.2026", "", ""],
      [["/Betrag", "unreadable"]],
    ],
    [
      "a day that is none",
      ["ZA", "B", "", "1,00", "", "EUR", "30.02.2026", "", ""],
      [["/Valuta", "unreadable"]],
    ],
    [
      "a kind that nobody named",
      ["XY", "B", "", "1,00", "", "EUR", "05.03.2026", "", ""],
      [["/kind", "unknown-code"]],
    ],
    [
      "a minus where kinds tell",
      ["RL", "B", "A", "-1,00", "", "EUR", "05.03.2026", "", ""],
      [["/gross", "too-small"]],
    ],
    [
      "a reversal of nothing",
      ["RL", "B", "", "1,00", "", "EUR", "05.03.2026", "", ""],
      [["/originalPaymentRef", "custom"]],
    ],
    [
      "nothing at all",
      ["", "", "", "", "", "", "", "", ""],
      [
        ["/kind", "invalid-value"],
        ["/paymentRef", "invalid-type"],
        ["/paidOn", "invalid-type"],
      ],
    ],
    [
      "a trailer without a count",
      ["S", "", "", "1,00", "", "EUR", "", "", "1,00"],
      [["/lineCount", "invalid-type"]],
    ],
  ])("names %s", (_what, cells, faults) => {
    expect(faultsOf(cells)).toEqual(faults);
  });

  describe("that tells by a minus what went back", () => {
    const minus = { reversals: "BY_MINUS" };

    it("is a reversal with amounts above zero, whether a kind says so or not", () => {
      for (const kind of ["RL", ""])
        expect(
          read([kind, "B-2", "B-1", "-10,00", "-2,00", "EUR", "05.03.2026", "", ""], minus),
        ).toMatchObject({
          value: { line: { kind: "REVERSAL", gross: 1_000, commission: 200, originalPaymentRef: "B-1" } },
        });
      expect(read(["", "B-1", "", "10,00", "", "EUR", "05.03.2026", "", ""], minus)).toMatchObject({
        value: { line: { kind: "PAYMENT", gross: 1_000 } },
      });
    });

    it("is at fault where minus and kind contradict each other, or two minuses", () => {
      expect(faultsOf(["ZA", "B", "", "-1,00", "", "EUR", "05.03.2026", "", ""], minus)).toEqual([
        ["/gross", "sign"],
      ]);
      expect(faultsOf(["RL", "B", "A", "1,00", "", "EUR", "05.03.2026", "", ""], minus)).toEqual([
        ["/gross", "sign"],
      ]);
      expect(faultsOf(["RL", "B", "A", "-1,00", "1,00", "EUR", "05.03.2026", "", ""], minus)).toEqual([
        ["/commission", "too-small"],
      ]);
    });
  });
});

describe("a header", () => {
  const codes = (words: RemittanceFileWords, names: readonly string[]) =>
    headerFaults(words, names).map(({ code, message }) => [code, message.split(" ")[0]]);

  it("is good in the agency's words, with what is ignored, and in our own", () => {
    expect(codes(german, [...header, "Bemerkung"])).toEqual([]);
    expect(codes(ownWords, ["paidOn", "gross", "paymentRef", "kind"])).toEqual([]);
  });

  it("names columns that are unknown, there twice, or needed and not there", () => {
    expect(codes(ownWords, ["kind", "kind", "gross", "Betrag"])).toEqual([
      ["HEADER_UNKNOWN", '"Betrag"'],
      ["HEADER_REPEATED", '"kind"'],
      ["HEADER_MISSING", "There"],
      ["HEADER_MISSING", "There"],
    ]);
  });

  it("needs no column for what is always the same, or what a minus tells", () => {
    const fields = ownWords.fields.filter(({ to }) => to !== "/kind");
    const bare = ["paymentRef", "gross", "paidOn"];
    expect(codes({ ...ownWords, fields }, bare)).toMatchObject([["HEADER_MISSING", "There"]]);
    expect(codes({ ...ownWords, fields, reversals: "BY_MINUS" }, bare)).toEqual([]);
    const constants = [{ to: "/kind", value: "PAYMENT" }];
    expect(codes({ ...ownWords, fields, constants }, bare)).toEqual([]);
  });
});
