import { describe, expect, it } from "vitest";
import { fixture, linesOf, ofKind, readAll, refusalOf } from "../../support/bank-file.ts";

type Options = { readonly status?: string; readonly modifier?: string; readonly currency?: string };

/** A file of one account, whose totals and counts are right unless a test breaks them. */
function file(
  records: readonly string[],
  { status = "1", modifier = "2", currency = "USD" }: Options = {},
  summaries = "010,1000,,,015,1500,,",
): string {
  const amounts = [...summaries.matchAll(/(?:^|,)\d{3},([+-]?\d+)/gu)].map(([, amount]) => Number(amount));
  const details = records.map((record) => Number(/^16,\d*,([+-]?\d+)/u.exec(record)?.[1] ?? 0));
  const sum = [...amounts, ...details].reduce((all, one) => all + one, 0);
  const count = records.length + 2;
  return [
    "01,BANK,US,260302,0600,F-1,,,2/",
    `02,US,BANK,${status},260301,2359,${currency},${modifier}/`,
    `03,0123456789,,${summaries}/`,
    ...records,
    `49,${sum},${count}/`,
    `98,${sum},1,${count + 2}/`,
    `99,${sum},1,${count + 4}/`,
    "",
  ].join("\n");
}

const faultsOf = (events: Awaited<ReturnType<typeof readAll>>) => [
  ...ofKind(events, "statement-end").flatMap(({ faults }) => faults),
  ...ofKind(events, "end").flatMap(({ faults }) => faults),
];
const codesOf = (events: Awaited<ReturnType<typeof readAll>>) => faultsOf(events).map(({ code }) => code);

describe("a transaction", () => {
  it.each([
    ["142", 500],
    ["399", 500],
    ["475", -500],
    ["699", -500],
    ["925", 500],
    ["970", -500],
  ])("of type %s has the sign of its type", async (type, amount) => {
    expect(linesOf(await readAll(file([`16,${type},500,,B-1,C-1,text/`])))).toMatchObject([
      { amount, isReversal: false, servicerRef: "B-1", references: ["B-1", "C-1"], text: "text" },
    ]);
  });

  it.each(["252", "255", "257", "552", "555", "557"])("of type %s takes something back", async (type) => {
    expect(linesOf(await readAll(file([`16,${type},500,,,,/`])))).toMatchObject([{ isReversal: true }]);
  });

  it.each([
    ["0", "2026-03-01"],
    ["V,260305,1200", "2026-03-05"],
    ["V,260305,", "2026-03-05"],
    ["S,100,200,200", "2026-03-01"],
    ["D,2,0,300,1,200", "2026-03-01"],
    ["", "2026-03-01"],
  ])("of funds type %j has its references where they are, and its value date", async (funds, valueDate) => {
    expect(linesOf(await readAll(file([`16,142,500,${funds},B-1,C-1,a, b/c/`])))).toMatchObject([
      { references: ["B-1", "C-1"], text: "a, b/c", valueDate, bookingDate: "2026-03-01" },
    ]);
  });

  it("goes on in the records that continue it", async () => {
    const events = await readAll(file(["16,142,500,,B-1/", "88,C-1,LOAN 7/", "88,MARCH, PAID"]));
    expect(linesOf(events)).toMatchObject([{ references: ["B-1", "C-1"], text: "LOAN 7 MARCH, PAID" }]);
    expect(codesOf(events)).toEqual([]);
  });

  it("has an amount in minor units of its currency", async () => {
    expect(linesOf(await readAll(file(["16,142,500,,,,/"], { currency: "JPY" })))).toMatchObject([
      { amount: 500, currency: "JPY" },
    ]);
  });

  it.each([
    ["no amount", "16,142,,,,,/", "AMOUNT_MISSING"],
    ["a decimal point", "16,142,5.00,,,,/", "AMOUNT_INVALID"],
    ["a minus", "16,142,-500,,,,/", "AMOUNT_INVALID"],
    ["too much", "16,142,1000000000001,,,,/", "AMOUNT_TOO_LARGE"],
    ["a type without side", "16,721,500,,,,/", "TYPE_UNKNOWN"],
    ["no type", "16,,500,,,,/", "TYPE_UNKNOWN"],
    ["a summary's type", "16,100,500,,,,/", "TYPE_UNKNOWN"],
    ["a day that never was", "16,142,500,V,260230,,,,/", "DATE_INVALID"],
  ])("with %s is kept for a person, and is no line", async (_what, bad, code) => {
    const events = await readAll(file(["16,142,500,,,,/", bad]));
    expect(linesOf(events)).toHaveLength(1);
    expect(ofKind(events, "quarantined")).toMatchObject([
      { quarantined: { code, place: { line: 5, statement: 1, entry: 2 } } },
    ]);
  });

  it("of type 890 is a remark", async () => {
    const events = await readAll(file(["16,142,500,,,,/", "16,890,,,,,See you/"]));
    expect([linesOf(events).length, ofKind(events, "quarantined").length, codesOf(events)]).toEqual([
      1,
      0,
      [],
    ]);
  });
});

describe("totals", () => {
  it("at all three levels are right in a real file", async () => {
    for (const name of ["sample1.txt", "sample2.txt"])
      expect(codesOf(await readAll(fixture(`bai2/${name}`)))).toEqual([]);
  });

  it.each([
    ["49,3000,3/", "49,3001,3/", "CONTROL_TOTAL_MISMATCH", 5],
    ["49,3000,3/", "49,3000,4/", "RECORD_COUNT_MISMATCH", 5],
    ["49,3000,3/", "49,,3/", "CONTROL_TOTAL_MISMATCH", 5],
    ["98,3000,1,5/", "98,2999,1,5/", "CONTROL_TOTAL_MISMATCH", 6],
    ["98,3000,1,5/", "98,3000,2,5/", "PART_COUNT_MISMATCH", 6],
    ["98,3000,1,5/", "98,3000,1,4/", "RECORD_COUNT_MISMATCH", 6],
    ["99,3000,1,7/", "99,0,1,7/", "CONTROL_TOTAL_MISMATCH", 7],
    ["99,3000,1,7/", "99,3000,0,7/", "PART_COUNT_MISMATCH", 7],
    ["99,3000,1,7/", "99,3000,1,8/", "RECORD_COUNT_MISMATCH", 7],
  ])("that say %s are checked: %s is %s", async (right, ...[wrong, code, line]) => {
    const good = file(["16,142,500,,,,/"]);
    expect(good).toContain(right);
    expect(codesOf(await readAll(good))).toEqual([]);
    expect(faultsOf(await readAll(good.replace(right, wrong)))).toMatchObject([{ code, place: { line } }]);
  });

  it("prove a statement whose lines lead from the opening to the closing ledger", async () => {
    const proof = async (amount: number) =>
      ofKind(await readAll(file([`16,142,${amount},,,,/`])), "statement-end").map(({ isProven, faults }) => [
        isProven,
        faults.map(({ code }) => code),
      ]);
    expect(await proof(500)).toEqual([[true, []]]);
    expect(await proof(400)).toEqual([[false, ["BALANCE_MISMATCH"]]]);
  });

  it("of one side are compared when as many lines came as it counts", async () => {
    const summaries = "100,600,1,,400,100,2,";
    const events = await readAll(file(["16,142,500,,,,/", "16,475,100,,,,/"], {}, summaries));
    expect(faultsOf(events)).toMatchObject([{ code: "CREDITS_MISMATCH", expected: "600", found: "500" }]);
  });
});

describe("a group", () => {
  it.each([
    ["1", "PROVISIONAL"],
    ["2", "BOOKED"],
    ["3", "PROVISIONAL"],
    ["4", "BOOKED"],
    ["", "BOOKED"],
  ])("of modifier %j is %s", async (modifier, kind) => {
    expect(linesOf(await readAll(file(["16,142,500,,,,/"], { modifier })))).toMatchObject([{ kind }]);
  });

  it.each([
    ["2", "GROUP_DELETED"],
    ["4", "GROUP_IS_TEST"],
  ])("of status %s brings no money", async (status, code) => {
    const events = await readAll(file(["16,142,500,,,,/"], { status }));
    expect(linesOf(events)).toEqual([]);
    expect(ofKind(events, "quarantined")).toMatchObject([{ quarantined: { code } }]);
  });

  it("that corrects says so", async () => {
    const events = await readAll(file([], { status: "3" }));
    expect(ofKind(events, "statement")).toMatchObject([{ statement: { isCorrection: true } }]);
  });
});

describe("a file", () => {
  const good = file(["16,142,500,,,,/"]);

  it.each([
    ["without its trailer", good.replace(/99,.*\n/u, ""), "FILE_CUT_OFF", 6],
    ["without a group", good.replace(/02,.*\n/u, ""), "RECORD_UNEXPECTED", 2],
    ["with an unknown record", good.replace("16,142", "17,142"), "RECORD_UNEXPECTED", 4],
    ["of another day than there is", good.replace("260301,2359", "261301,2359"), "DATE_INVALID", 2],
    ["of a group whose status nobody knows", good.replace("BANK,1,", "BANK,7,"), "GROUP_STATUS_UNKNOWN", 2],
    ["without an account", good.replace("03,0123456789", "03,"), "ACCOUNT_MISSING", 3],
  ])("%s is refused", async (_what, ...[content, code, line]) => {
    expect(refusalOf(await readAll(content))).toEqual([code, line]);
  });
});
