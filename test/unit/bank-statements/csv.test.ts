import { describe, expect, it } from "vitest";
import { CsvMap } from "../../../shared/bank-statements/csv-map.ts";
import { linesOf, ofKind, readAll, refusalOf } from "../../support/bank-file.ts";

const base = {
  bankAccount: "DE89 3704 0044 0532 0130 00",
  currency: "EUR",
  valueDate: "Value",
  amount: { signed: "Amount" },
};
const map = (more: object = {}): CsvMap => CsvMap.parse({ ...base, ...more });
const csv = (...rows: readonly string[]): string => ["Value,Amount,Text", ...rows, ""].join("\r\n");
const amountsIn = async (content: string, more?: object) =>
  linesOf(await readAll(content, { csv: map(more) })).map(({ amount }) => amount);

describe("a row", () => {
  it("is a line by the account's map", async () => {
    const content = [
      "Buchung;Valuta;Betrag;Zweck;Name;IBAN;Ref;Ende",
      '01.03.2026;02.03.2026;"1.234,50-";"Loan 7; March";Maria;DE02120300000000202051;B-1;E-1',
    ].join("\n");
    const csvMap = map({
      delimiter: ";",
      decimal: ",",
      grouping: ".",
      dates: "DD.MM.YYYY",
      valueDate: "Valuta",
      bookingDate: "Buchung",
      amount: { signed: "Betrag" },
      servicerRef: "Ref",
      references: ["Ende"],
      text: ["Zweck"],
      counterpartyName: "Name",
      counterpartyAccount: "IBAN",
    });
    expect(linesOf(await readAll(content, { csv: csvMap }))).toMatchObject([
      {
        bankAccount: "DE89370400440532013000",
        amount: -123450,
        currency: "EUR",
        valueDate: "2026-03-02",
        bookingDate: "2026-03-01",
        servicerRef: "B-1",
        references: ["B-1", "E-1"],
        text: "Loan 7; March",
        counterparty: { name: "Maria", account: "DE02120300000000202051" },
        place: { line: 2, statement: 1, entry: 1 },
      },
    ]);
  });

  it("may have its sides in two columns", async () => {
    const amount = { credit: "In", debit: "Out" };
    const content =
      "Value,In,Out\n2026-03-01,5.00,\n2026-03-01,,2.00\n2026-03-01,0.00,-3.00\n2026-03-01,1.00,1.00\n2026-03-01,,\n";
    expect(await amountsIn(content, { amount })).toEqual([500, -200, -300]);
    const events = await readAll(content, { csv: map({ amount }) });
    expect(ofKind(events, "quarantined").map(({ quarantined }) => quarantined.code)).toEqual([
      "SIDE_UNKNOWN",
      "AMOUNT_MISSING",
    ]);
  });

  it("may name its side by a word", async () => {
    const amount = { unsigned: "Amount", side: "Text", creditWords: ["CR"], debitWords: ["DR"] };
    const content = csv(
      "2026-03-01,1.00,CR",
      "2026-03-01,2.00,DR",
      "2026-03-01,3.00,??",
      "2026-03-01,-3.00,CR",
    );
    expect(await amountsIn(content, { amount })).toEqual([100, -200]);
    expect(ofKind(await readAll(content, { csv: map({ amount }) }), "quarantined")).toHaveLength(2);
  });

  it("may name its currency", async () => {
    const content = "Value,Amount,Ccy\n2026-03-01,100,JPY\n2026-03-01,1.00,QQQ\n";
    const events = await readAll(content, { csv: map({ currencyColumn: "Ccy" }) });
    expect(linesOf(events)).toMatchObject([{ amount: 100, currency: "JPY" }]);
    expect(ofKind(events, "quarantined")).toMatchObject([{ quarantined: { code: "CURRENCY_UNKNOWN" } }]);
  });

  it.each([
    ["nothing", "", "AMOUNT_MISSING"],
    ["a word", "ten", "AMOUNT_INVALID"],
    ["an exponent", "1e3", "AMOUNT_INVALID"],
    ["two signs", "-1.00-", "AMOUNT_INVALID"],
    ["only a sign", "-", "AMOUNT_INVALID"],
    ["thousands out of place", '"1,23,4.00"', "AMOUNT_INVALID"],
    ["the other decimal sign", '"1.234,50"', "AMOUNT_INVALID"],
    ["more decimals than there are", "1.005", "AMOUNT_INVALID"],
  ])("with %s for an amount is kept for a person, and is no line", async (_what, text, code) => {
    const events = await readAll(csv("2026-03-01,1.00,a", `2026-03-01,${text},b`), {
      csv: map({ grouping: "," }),
    });
    expect(linesOf(events)).toHaveLength(1);
    expect(ofKind(events, "quarantined")).toMatchObject([{ quarantined: { code, place: { line: 3 } } }]);
  });

  it.each(["2026-02-30", "01.03.2026", ""])("of the day %j is kept for a person", async (day) => {
    expect(ofKind(await readAll(csv(`${day},1.00,a`), { csv: map() }), "quarantined")).toMatchObject([
      { quarantined: { code: "DATE_INVALID" } },
    ]);
  });

  it.each([
    ["YYYYMMDD", "20260301"],
    ["DD/MM/YYYY", "01/03/2026"],
    ["MM/DD/YYYY", "03/01/2026"],
    ["DD-MM-YYYY", "01-03-2026"],
  ])("may write its day as %s", async (dates, day) => {
    expect(linesOf(await readAll(csv(`${day},1.00,a`), { csv: map({ dates }) }))).toMatchObject([
      { valueDate: "2026-03-01" },
    ]);
  });
});

describe("a file", () => {
  it.each([
    ["OLDEST_FIRST", ["2026-03-01,1.00,11.00", "2026-03-02,-4.00,7.00"]],
    ["NEWEST_FIRST", ["2026-03-02,-4.00,7.00", "2026-03-01,1.00,11.00"]],
  ])("with a column of balances, %s, is proven by it", async (order, rows) => {
    const balance = { column: "Text", order };
    const ends = async (all: readonly string[]) =>
      ofKind(await readAll(csv(...all), { csv: map({ balance }) }), "statement-end");
    expect(await ends(rows)).toMatchObject([
      { isProven: true, statement: { opening: { amount: 1000 }, closing: { amount: 700 } } },
    ]);
    const missing = [rows[0] ?? "", "2026-03-01,0.50,999.00", rows[1] ?? ""];
    expect(await ends(missing)).toMatchObject([{ isProven: false, faults: [{ code: "BALANCE_MISMATCH" }] }]);
  });

  it("may be in the bank's own encoding", async () => {
    const content = Buffer.from(csv("2026-03-01,1.00,Müller"), "latin1");
    const settings = { csv: map({ encoding: "iso-8859-1", text: ["Text"] }) };
    expect(linesOf(await readAll(content, settings))).toMatchObject([{ text: "Müller" }]);
    expect(refusalOf(await readAll(content, { csv: map({ text: ["Text"] }) }))?.[0]).toBe("NOT_UTF8");
  });

  it.each([
    ["lacks a column that the map names", "Value,Text\n2026-03-01,a\n", "HEADER_MISSING", 1],
    ["has a column twice", "Value,Amount,Amount\n2026-03-01,1,1\n", "HEADER_REPEATED", 1],
    ["has a row of another length", csv("2026-03-01,1.00"), "CELL_COUNT", 2],
    ["is empty", "", "NO_STATEMENT", 1],
    ["has a row beyond all rows", csv(`2026-03-01,1.00,${"x".repeat(20_000)}`), "ROW_TOO_LONG", 2],
  ])("that %s is refused", async (_what, ...[content, code, line]) => {
    expect(refusalOf(await readAll(content, { csv: map() }))).toEqual([code, line]);
  });

  it("with a header and no rows is a statement without lines", async () => {
    expect((await readAll(csv(), { csv: map() })).map(({ kind }) => kind)).toEqual([
      "statement",
      "statement-end",
      "end",
    ]);
  });
});

describe("a map", () => {
  it.each([
    ["another delimiter than there is", { delimiter: "x" }],
    ["another currency than there is", { currency: "XXQ" }],
    ["too many columns", { text: Array.from({ length: 21 }, (_, n) => `c${n}`) }],
    ["a header beyond all headers", { valueDate: "x".repeat(201) }],
    ["something that nobody knows", { colour: "blue" }],
  ])("with %s is none", (_what, more) => {
    expect(CsvMap.safeParse({ ...base, ...more }).success).toBe(false);
  });
});
