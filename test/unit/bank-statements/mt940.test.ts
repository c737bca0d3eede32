import { describe, expect, it } from "vitest";
import { fixture, linesOf, ofKind, readAll, refusalOf } from "../../support/bank-file.ts";

const statement = (...lines: readonly string[]): string =>
  [":20:S-1", ":25:DE89370400440532013000", ":28C:7/1", ":60F:C260301EUR100,00", ...lines, "-", ""].join(
    "\r\n",
  );

const linesIn = async (...lines: readonly string[]) => linesOf(await readAll(statement(...lines)));

const faultsOf = (events: Awaited<ReturnType<typeof readAll>>) =>
  ofKind(events, "statement-end").flatMap(({ faults }) =>
    faults.map(({ code, expected, found }) => [code, expected, found]),
  );

describe("field 61", () => {
  it.each([
    ["C", 1000, false, "BOOKED"],
    ["D", -1000, false, "BOOKED"],
    ["RC", -1000, true, "BOOKED"],
    ["RD", 1000, true, "BOOKED"],
    ["EC", 1000, false, "PENDING"],
    ["ED", -1000, false, "PENDING"],
    ["CR", 1000, false, "BOOKED"],
    ["DR", -1000, false, "BOOKED"],
    ["RCR", -1000, true, "BOOKED"],
  ])("of mark %s is %d", async (mark, ...[amount, isReversal, status]) => {
    expect(await linesIn(`:61:2603020301${mark}10,NTRFREF//B-1`)).toMatchObject([
      { amount, isReversal, status },
    ]);
  });

  it.each([
    ["10,", 1000],
    ["10,5", 1050],
    ["000000000010,05", 1005],
    ["10,500", 1050],
    ["500", 50000],
    ["0,", 0],
  ])("with the amount %s is exact", async (text, amount) => {
    expect(await linesIn(`:61:2603020301C${text}NTRFREF`)).toMatchObject([{ amount }]);
  });

  it.each([
    ["260302", undefined, "2026-03-02"],
    ["2603020301", "2026-03-01", "2026-03-02"],
    ["2512310102", "2026-01-02", "2025-12-31"],
    ["2601011231", "2025-12-31", "2026-01-01"],
    ["2402290301", "2024-03-01", "2024-02-29"],
    ["9912310101", "2000-01-01", "1999-12-31"],
  ])("of %s was booked on the nearest day", async (days, bookingDate, valueDate) => {
    expect(await linesIn(`:61:${days}C1,NTRFREF`)).toMatchObject([{ valueDate, bookingDate }]);
  });

  it("has the bank's reference first, and none where there is none", async () => {
    const lines = await linesIn(
      ":61:2603020301C1,NTRFOURS//THEIRS",
      ":61:2603020301C1,NTRFNONREF//NONREF",
      ":61:2603020301C1,NTRFKREF+",
    );
    expect(lines.map(({ servicerRef, references }) => [servicerRef, references])).toEqual([
      ["THEIRS", ["THEIRS", "OURS"]],
      [undefined, []],
      [undefined, []],
    ]);
  });

  it.each([
    ["letters for an amount", ":61:260302CTENNTRFREF", "LINE_UNREADABLE"],
    ["two commas", ":61:260302C1,0,0NTRFREF", "AMOUNT_INVALID"],
    ["a point", ":61:260302C1.000,00NTRFREF", "AMOUNT_INVALID"],
    ["more decimals than the currency has", ":61:260302C1,005NTRFREF", "AMOUNT_INVALID"],
    ["only a comma", ":61:260302C,NTRFREF", "AMOUNT_INVALID"],
    ["a comma and decimals", ":61:260302C,50NTRFREF", "AMOUNT_INVALID"],
    ["a minus", ":61:260302C-1,NTRFREF", "AMOUNT_INVALID"],
    ["no amount before a type of digits", ":61:260302CN000NONREF", "LINE_UNREADABLE"],
    ["no amount before another type of digits", ":61:260302DN123NONREF", "LINE_UNREADABLE"],
    ["too much", ":61:260302C99999999999,99NTRFREF", "AMOUNT_TOO_LARGE"],
    ["no side", ":61:260302X1,NTRFREF", "LINE_UNREADABLE"],
    ["a letter behind the side and no comma", ":61:260302CR500NTRFREF", "LINE_UNREADABLE"],
    ["a type of small letters", ":61:260302C1,NtrfREF", "LINE_UNREADABLE"],
    ["a type that is cut off", ":61:260302C1,NTR", "LINE_UNREADABLE"],
    ["nine digits for two days", ":61:260302030C1,NTRFREF", "LINE_UNREADABLE"],
    ["the end of a line within it", ":61:260302C1,NTRFA\u2028B", "LINE_UNREADABLE"],
    ["a day that never was", ":61:260230C1,NTRFREF", "DATE_INVALID"],
    ["a booking day that never was", ":61:2603020230C1,NTRFREF", "DATE_INVALID"],
  ])("with %s is kept for a person, and is no line", async (_what, bad, code) => {
    const closing = ":62F:C260302EUR103,00";
    const events = await readAll(
      statement(":61:260302C1,NTRFA", bad, ":86:why", ":61:260302C2,NTRFB", closing),
    );
    expect(linesOf(events).map(({ amount }) => amount)).toEqual([100, 200]);
    expect(ofKind(events, "quarantined")).toMatchObject([
      { quarantined: { code, place: { line: 6, statement: 1, entry: 2 }, raw: `${bad}\n:86:why` } },
    ]);
    expect(ofKind(events, "statement-end")).toMatchObject([{ isProven: false }]);
  });
});

describe("field 86", () => {
  it("of numbered fields tells what, who and which", async () => {
    const [line] = await linesIn(
      ":61:2603020301C1,NTRFNONREF//B-1",
      ":86:166?00GUTSCHRIFT?20EREF+E-1?21MREF+M-1?22SVWZ+Loan 7 Ma",
      "rch?23 paid?30BYLADEM1001?31DE02120300000000202051?32MARIA?33 EXAMPLE",
    );
    expect(line).toMatchObject({
      references: ["B-1", "E-1", "M-1"],
      text: "GUTSCHRIFT Loan 7 March paid",
      counterparty: { name: "MARIA EXAMPLE", account: "DE02120300000000202051" },
    });
  });

  it("of slashed fields tells what, who and which", async () => {
    const [line] = linesOf(await readAll(fixture("mt940/rabobank-iban.sta")));
    expect(line).toMatchObject({
      references: ["01-01-2013 12:00 0030000987654321"],
      counterparty: { name: "CONTRA ACCOUNT HOLDER" },
      text: "NL70ABNA0987654321",
    });
  });

  it("may be cut anywhere, in its signs, its numbers and its tags as well", async () => {
    const whole = "166?00GUTSCHRIFT?20EREF+E-1?21SVWZ+Loan?31DE0212?32MARIA?33 EXAMPLE?60 7";
    const [expected] = await linesIn(":61:260302C1,NTRFA//B-1", `:86:${whole}`);
    expect(expected).toMatchObject({
      references: ["B-1", "E-1", "A"],
      text: "GUTSCHRIFT Loan 7",
      counterparty: { name: "MARIA EXAMPLE", account: "DE0212" },
    });
    for (let at = 1; at < whole.length; at += 1) {
      const [line] = await linesIn(":61:260302C1,NTRFA//B-1", `:86:${whole.slice(0, at)}`, whole.slice(at));
      expect(line, `cut at ${at}`).toEqual(expected);
    }
  });

  it("of words is their text, and several of them are one", async () => {
    expect(await linesIn(":61:260302C1,NTRFA", ":86:Loan 7", "  March", ":86:paid")).toMatchObject([
      { text: "Loan 7 March paid" },
    ]);
  });

  it("behind the closing balance belongs to no line", async () => {
    expect(await linesIn(":61:260302C1,NTRFA", ":62F:C260302EUR101,00", ":86:Advertising")).toMatchObject([
      { text: "" },
    ]);
  });
});

describe("a statement", () => {
  it("is proven when its lines lead from one balance to the other", async () => {
    const events = await readAll(
      statement(":61:260302C1,NTRFA", ":61:260302RC0,50NTRFA", ":62F:C260302EUR100,50"),
    );
    expect(ofKind(events, "statement-end")).toMatchObject([
      {
        isProven: true,
        statement: { statementId: "S-1", sequence: "7/1", kind: "BOOKED", closing: { amount: 10050 } },
      },
    ]);
  });

  it("tells what does not add up, and what cannot be read", async () => {
    expect(faultsOf(await readAll(statement(":61:260302C1,NTRFA", ":62F:D260302EUR1,00")))).toEqual([
      ["BALANCE_MISMATCH", "-100", "10100"],
    ]);
    expect(faultsOf(await readAll(statement(":62F:C260302EUR1.00")))).toEqual([
      ["BALANCE_UNREADABLE", "", ""],
    ]);
    expect(faultsOf(await readAll(statement(":62F:C260302USD100,00")))).toEqual([
      ["BALANCE_CURRENCY", "EUR", "USD"],
    ]);
  });

  it("in SWIFT's envelope is the same", async () => {
    const inner = statement(":61:260302C1,NTRFA", ":62F:C260302EUR101,00");
    const wrapped = `{1:F01BANKDEFFXXXX0000000000}{2:I940X}{4:\r\n${inner.trimEnd()}}{5:}\r\n`;
    const sameLine = `{1:F01X}{4:${inner.trimEnd()}}\r\n`;
    for (const content of [wrapped, sameLine])
      expect(ofKind(await readAll(content), "statement-end")).toMatchObject([{ isProven: true }]);
  });

  it.each([
    [
      "a line behind the closing balance",
      statement(":62F:C260302EUR100,", ":61:260302C1,NTRFA"),
      "LINE_AFTER_CLOSING",
      6,
    ],
    ["a broken tag", statement().replace(":28C:", ":2C:"), "LINE_UNEXPECTED", 3],
    ["no account", statement(":61:260302C1,NTRFA").replace(/:25:.*\r\n/u, ""), "ACCOUNT_MISSING", 4],
    ["no opening balance", statement(":61:260302C1,NTRFA").replace(/:60F:.*\r\n/u, ""), "OPENING_MISSING", 4],
  ])("with %s refuses the file", async (_what, ...[content, code, line]) => {
    expect(refusalOf(await readAll(content))).toEqual([code, line]);
  });
});

describe("a statement that is cut off", () => {
  it.each([
    ["before its closing balance", ":61:260302C1,50NTRFA"],
    ["within an amount", ":61:260302C1,5"],
    ["without a line"],
  ])("%s is refused whole, by the field that is missing", async (_what, ...lines) => {
    const cut = statement(...lines).replace(/-\r\n$/u, "");
    expect(refusalOf(await readAll(cut))?.[0]).toBe("FIELD_MISSING");
    const next = statement(":61:260302C1,NTRFA", ":62F:C260302EUR101,00");
    expect(refusalOf(await readAll(`${cut}${next}`))?.[0]).toBe("FIELD_MISSING");
  });

  it("is none where its closing balance comes and cannot be read: that is a fault", async () => {
    expect(refusalOf(await readAll(statement(":62F:C260302EUR1.00")))).toBeUndefined();
  });
});

describe("a report of the day (MT942)", () => {
  const report = (...lines: readonly string[]): string =>
    [
      ":20:R-1",
      ":25:DE89370400440532013000",
      ":28C:1/1",
      ":34F:EURD0,",
      ":13D:2603021200+0100",
      ...lines,
      "-",
    ].join("\n");
  const lines = [":61:2603020302C10,NTRFA//B-1", ":61:2603020302D4,NTRFB//B-2"];

  it("is provisional, and adds up as it says", async () => {
    const events = await readAll(report(...lines, ":90D:1EUR4,", ":90C:1EUR10,"));
    expect(ofKind(events, "statement-end")).toMatchObject([
      { statement: { kind: "PROVISIONAL", currency: "EUR" }, faults: [], isProven: false },
    ]);
    expect(linesOf(events).map(({ kind, amount }) => [kind, amount])).toEqual([
      ["PROVISIONAL", 1000],
      ["PROVISIONAL", -400],
    ]);
  });

  it("tells which of its totals is another", async () => {
    expect(faultsOf(await readAll(report(...lines, ":90D:2EUR4,", ":90C:1EUR10,01")))).toEqual([
      ["COUNT_MISMATCH", "2", "1"],
      ["CREDITS_MISMATCH", "1001", "1000"],
    ]);
  });

  it("has the lines under the identity that they get when they are booked", async () => {
    const ids = async (content: string) => linesOf(await readAll(content)).map(({ lineId }) => lineId);
    expect(await ids(report(...lines))).toEqual(await ids(statement(...lines)));
  });
});
