import { describe, expect, it } from "vitest";
import { newCounts } from "../../../shared/bank-statements/counts.ts";
import {
  DEPTH_MAX,
  DETAIL_COUNT_MAX,
  ENTRY_COUNT_MAX,
  FAULT_COUNT_MAX,
  FIELD_LENGTH_MAX,
  FILE_BYTES_MAX,
  KEPT_TEXT_LENGTH_MAX,
  LINE_LENGTH_MAX,
  RAW_LENGTH_MAX,
  STATEMENT_COUNT_MAX,
  TOKEN_LENGTH_MAX,
} from "../../../shared/bank-statements/limits.ts";
import { pieces } from "../../../shared/bank-statements/pieces.ts";
import { Unreadable } from "../../../shared/bank-statements/unreadable.ts";
import { linesOf, ofKind, readAll, refusalOf } from "../../support/bank-file.ts";
import { camt, entry, stmt } from "../../support/camt-file.ts";

const mt940 = (...lines: readonly string[]): string =>
  [":20:S", ":25:1", ":28C:1", ":60F:C260301EUR0,", ...lines, "-", ""].join("\n");

const codeOf = (work: () => void): string | undefined => {
  try {
    work();
  } catch (error) {
    if (error instanceof Unreadable) return error.refusal.code;
    throw error;
  }
  return undefined;
};

describe("a file is refused that has", () => {
  it("more bytes than a file may have", async () => {
    const part = new Uint8Array(2 ** 26);
    const endless = async function* endless() {
      for (;;) yield part;
    };
    let bytes = 0;
    const reading = async () => {
      for await (const piece of pieces(endless())) bytes += piece.length;
    };
    await expect(reading()).rejects.toMatchObject({ refusal: { code: "FILE_TOO_LARGE" } });
    expect(bytes).toBe(FILE_BYTES_MAX);
  });

  it("more entries than a file may have", () => {
    const counts = newCounts();
    counts.statement(1);
    for (let n = 1; n < ENTRY_COUNT_MAX; n += 1) counts.line(n);
    counts.quarantined(1);
    expect(codeOf(() => counts.line(1))).toBe("TOO_MANY_LINES");
    expect(codeOf(() => counts.quarantined(1))).toBe("TOO_MANY_LINES");
  });

  it("more statements than a file may have", () => {
    const counts = newCounts();
    for (let n = 1; n <= STATEMENT_COUNT_MAX; n += 1) counts.statement(n);
    expect(codeOf(() => counts.statement(1))).toBe("TOO_MANY_STATEMENTS");
  });

  it("a line longer than a line may be, whether it ends or not", async () => {
    const long = "x".repeat(LINE_LENGTH_MAX);
    expect(linesOf(await readAll(mt940(":61:260302C1,NTRFA", `:86:${long.slice(4)}`)))).toHaveLength(1);
    expect(refusalOf(await readAll(mt940(":61:260302C1,NTRFA", `:86:${long}`)))).toEqual([
      "LINE_TOO_LONG",
      6,
    ]);
    expect(refusalOf(await readAll(`${mt940().slice(0, -2)}${long}x`))).toEqual(["LINE_TOO_LONG", 5]);
  });

  it("a field of more lines than a field may have", async () => {
    const lines = Array.from({ length: FIELD_LENGTH_MAX / 64 }, () => "x".repeat(64));
    expect(refusalOf(await readAll(mt940(":61:260302C1,NTRFA", ":86:", ...lines)))).toEqual([
      "FIELD_TOO_LONG",
      6,
    ]);
  });

  it("a field of more lines than a field may have, although nothing stands in them", async () => {
    const lines = Array.from({ length: FIELD_LENGTH_MAX + 1 }, () => "");
    expect(refusalOf(await readAll(mt940(":61:260302C1,NTRFA", ":86:", ...lines)))).toEqual([
      "FIELD_TOO_LONG",
      6,
    ]);
  });

  it("more explanations of one line than a field may have characters", async () => {
    const more = Array.from({ length: 5 }, () => `:86:${"x".repeat(LINE_LENGTH_MAX - 4)}`);
    expect(refusalOf(await readAll(mt940(":61:260302C1,NTRFA", ...more)))).toEqual(["FIELD_TOO_LONG", 10]);
  });

  it("more totals than a report may have", async () => {
    const totals = (count: number) => [
      ...Array.from({ length: count }, () => ":90C:0EUR0,"),
      ":62F:C260302EUR0,",
    ];
    expect(refusalOf(await readAll(mt940(...totals(FAULT_COUNT_MAX))))).toBeUndefined();
    expect(refusalOf(await readAll(mt940(...totals(FAULT_COUNT_MAX + 1))))?.[0]).toBe("LINE_UNEXPECTED");
  });

  it.each([
    ["of more lines", FIELD_LENGTH_MAX / 64 + 1, "x".repeat(64)],
    ["of more lines, although nothing stands in them,", FIELD_LENGTH_MAX + 1, "/"],
  ])("a record %s than a record may have", async (_what, length, text) => {
    const content = [
      "01,B,U,260302,0600,F,,,2/",
      "02,U,B,1,260301,,USD,2/",
      "03,1,,/",
      "16,142,1,,,,/",
      ...Array.from({ length }, () => `88,${text}`),
    ];
    expect(refusalOf(await readAll(content.join("\n")))).toEqual(["RECORD_TOO_LONG", 4]);
  });

  it.each([
    ["a text", (length: number) => `<AddtlNtryInf>${"x".repeat(length)}</AddtlNtryInf>`],
    ["a comment", (length: number) => `<!--${"x".repeat(length)}-->`],
    ["a tag", (length: number) => `<a b="${"x".repeat(length)}"/>`],
    ["a name", (length: number) => `<a${"x".repeat(length)}/>`],
  ])("%s longer than one may be", async (_what, of) => {
    const content = (length: number) => camt(stmt(entry({ rest: of(length) })));
    expect(refusalOf(await readAll(content(TOKEN_LENGTH_MAX - 100)))).toBeUndefined();
    for (const sizes of [[500], [100_000_000]])
      expect(refusalOf(await readAll(content(TOKEN_LENGTH_MAX + 1), {}, sizes))).toEqual([
        "TOKEN_TOO_LONG",
        1,
      ]);
  });

  it("elements nested deeper than they may be", async () => {
    const nested = (depth: number) => camt(stmt("<a>".repeat(depth) + "</a>".repeat(depth)));
    expect(refusalOf(await readAll(nested(DEPTH_MAX - 3)))).toBeUndefined();
    expect(refusalOf(await readAll(nested(DEPTH_MAX - 2)))).toEqual(["TOO_DEEP", 1]);
  });

  it("a statement whose head is larger than one may be", async () => {
    const head = `<Bal><Dt><Dt>${"1".repeat(60_000)}</Dt></Dt></Bal>`.repeat(
      KEPT_TEXT_LENGTH_MAX / 60_000 + 1,
    );
    expect(refusalOf(await readAll(camt(stmt(head + entry()))))).toEqual(["STATEMENT_TOO_LARGE", 1]);
  });
});

describe("an entry is kept for a person that has", () => {
  const codes = async (content: string) =>
    ofKind(await readAll(content), "quarantined").map(({ quarantined }) => quarantined.code);

  it("more transactions than an entry may have", async () => {
    const rest = (count: number) => `<NtryDtls>${"<TxDtls/>".repeat(count)}</NtryDtls>`;
    expect(await codes(camt(stmt(entry({ rest: rest(DETAIL_COUNT_MAX) }) + entry())))).toEqual([]);
    expect(await codes(camt(stmt(entry({ rest: rest(DETAIL_COUNT_MAX + 1) }) + entry())))).toEqual([
      "TOO_MANY_DETAILS",
    ]);
  });

  it("more text than an entry may have, and no more of it than a person reads", async () => {
    const text = `<TxDtls><AddtlTxInf>${"x".repeat(60_000)}</AddtlTxInf></TxDtls>`;
    const rest = `<NtryDtls>${text.repeat(KEPT_TEXT_LENGTH_MAX / 60_000 + 1)}</NtryDtls>`;
    const events = await readAll(camt(stmt(entry({ rest }) + entry())));
    expect(linesOf(events)).toHaveLength(1);
    const [kept] = ofKind(events, "quarantined");
    expect(kept?.quarantined.code).toBe("ENTRY_TOO_LARGE");
    expect(kept?.quarantined.raw.length).toBe(RAW_LENGTH_MAX);
  });

  it("a date longer than dates are, which is remembered nowhere", async () => {
    const dated = (tail: string) =>
      entry({ dates: `<ValDt><DtTm>2026-03-02T00:00:00${tail}</DtTm></ValDt>` });
    expect(await codes(camt(stmt(dated(".000000+01:00"))))).toEqual([]);
    expect(await codes(camt(stmt(dated("0".repeat(100)))))).toEqual(["DATE_INVALID"]);
  });

  it("more elements than an entry may have", async () => {
    const rest = `<NtryDtls><TxDtls><RmtInf>${"<Ustrd/>".repeat(200_001)}</RmtInf></TxDtls></NtryDtls>`;
    expect(await codes(camt(stmt(entry({ rest }))))).toEqual(["ENTRY_TOO_LARGE"]);
  });
});

describe("faults", () => {
  it("are told up to a number that helps", async () => {
    const balances = '<Bal><Tp><CdOrPrtry><Cd>ITBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">?</Amt></Bal>';
    const events = await readAll(camt(stmt(balances.repeat(FAULT_COUNT_MAX + 5))));
    expect(ofKind(events, "statement-end")[0]?.faults).toHaveLength(FAULT_COUNT_MAX);
  });

  it("of groups and the file are told up to a number that helps", async () => {
    const groups = Array.from({ length: FAULT_COUNT_MAX }, () => "02,U,B,1,260301,,USD,2/\n98,1,1,1/");
    const events = await readAll(["01,B,U,260302,0600,F,,,2/", ...groups, "99,0,100,202/"].join("\n"));
    expect(ofKind(events, "end")[0]?.faults).toHaveLength(FAULT_COUNT_MAX);
  });
});
