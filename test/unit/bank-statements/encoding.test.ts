import { describe, expect, it } from "vitest";
import { formatOf } from "../../../shared/bank-statements/format.ts";
import { fixture, linesOf, readAll, refusalOf } from "../../support/bank-file.ts";
import { camt, entry, stmt } from "../../support/camt-file.ts";

const named = (name: string, prolog?: string): string =>
  camt(stmt(entry({ rest: `<AddtlNtryInf>${name}</AddtlNtryInf>` })), prolog === undefined ? {} : { prolog });
const mt940 = (text: string): string =>
  [
    ":20:S",
    ":25:1",
    ":28C:1",
    ":60F:C260301EUR0,",
    ":61:260302C1,NTRFA",
    `:86:${text}`,
    ":62F:C260302EUR1,",
    "-",
    "",
  ].join("\n");
const declared = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>`;

describe("text", () => {
  it.each([[1], [2], [3], [7], [100_000]])(
    "in UTF-8 is whole however it is cut: into parts of %i",
    async (size) => {
      const text = "Łukasz Müller 中文 😀";
      expect(linesOf(await readAll(named(text), {}, [size]))).toMatchObject([{ text }]);
      expect(linesOf(await readAll(mt940(text), {}, [size]))).toMatchObject([{ text }]);
    },
  );

  it("may have a byte order mark", async () => {
    for (const content of [named("Müller"), mt940("Müller"), fixture("bai2/sample1.txt").toString()]) {
      const marked = `\uFEFF${content}`;
      expect(linesOf(await readAll(marked))).toEqual(linesOf(await readAll(content)));
    }
  });

  it.each([
    ["ISO-8859-1", "latin1", "Müller"],
    ["iso-8859-1", "latin1", "Müller"],
    ["windows-1252", "latin1", "Müller"],
    ["US-ASCII", "latin1", "Mueller"],
  ] as const)("in XML is read as declared: %s", async (name, encoding, text) => {
    const content = Buffer.from(named(text, declared(name)), encoding);
    expect(linesOf(await readAll(content, {}, [5]))).toMatchObject([{ text }]);
  });

  it("of MT940 is read as the bank account says", async () => {
    const content = Buffer.from(mt940("Müller"), "latin1");
    expect(linesOf(await readAll(content, { encoding: "ISO-8859-1" }))).toMatchObject([{ text: "Müller" }]);
  });

  it("that is not what it should be is refused where that begins, however it is cut", async () => {
    const content = Buffer.from(mt940("M\xFCller"), "latin1");
    for (const sizes of [[1], [3], [100_000]])
      expect(refusalOf(await readAll(content, {}, sizes))).toEqual(["NOT_IN_ENCODING", 5]);
    const cutOff = Buffer.concat([Buffer.from(mt940("x").trimEnd()), Buffer.from([0xe2, 0x82])]);
    expect(refusalOf(await readAll(cutOff))?.[0]).toBe("NOT_IN_ENCODING");
  });

  it.each(["UTF-16", "EBCDIC-CP-US", "KOI8-R"])("in %s is refused", async (encoding) => {
    expect(refusalOf(await readAll(named("x", declared(encoding))))).toEqual(["ENCODING_UNKNOWN", 1]);
    expect(refusalOf(await readAll(mt940("x"), { encoding }))).toEqual(["ENCODING_UNKNOWN", 1]);
  });
});

describe("the format", () => {
  it.each([
    ["camt/camt053.v8.xml", "CAMT"],
    ["camt/camt054.v4.xml", "CAMT"],
    ["mt940/abnamro.sta", "MT940"],
    ["mt940/ing.sta", "MT940"],
    ["mt940/rabobank.sta", "MT940"],
    ["mt940/sepa.sta", "MT940"],
    ["bai2/sample1.txt", "BAI2"],
    ["bai2/sample2.txt", "BAI2"],
  ])("of %s is %s, by its first kilobyte", (path, format) => {
    expect(formatOf(fixture(path))).toBe(format);
  });

  it.each([["Date,Amount\n2026-03-01,1.00\n"], ["{}"], [""], ["%PDF-1.7"], ["PK\u0003\u0004"]])(
    "of %j is none",
    async (content) => {
      expect(formatOf(Buffer.from(content))).toBeUndefined();
      expect(refusalOf(await readAll(content))?.[0]).toBe(content === "" ? "FILE_EMPTY" : "FORMAT_UNKNOWN");
    },
  );

  it("has to be the one that is expected", async () => {
    expect(refusalOf(await readAll(mt940("x"), { format: "CAMT" }))).toEqual(["WRONG_FORMAT", 1]);
    expect(refusalOf(await readAll(mt940("x"), { format: "MT940" }))).toBeUndefined();
  });
});
