import { describe, expect, it } from "vitest";
import {
  RemittanceFileWordsBody,
  type RemittanceFileWords,
} from "../../../shared/dialects/remittance-file-words.ts";
import { csvRows } from "../../../shared/platform/csv.ts";
import { readRemittanceFile } from "../../../shared/remittance-files/read-file.ts";
import { ADVICE_LINE_COUNT_MAX } from "../../../shared/remittances/advice-data.ts";
import { AdviceHeader } from "../../../shared/remittances/wire.ts";
import { aLine, anAdvice } from "../../support/advice.ts";
import { aLenderId } from "../../support/builders.ts";
import { adviceCsv } from "../../support/remittance-file.ts";

const { lines: _lines, ...header } = anAdvice(aLenderId());
const advice = AdviceHeader.parse(header);

const read = async (content: string | Uint8Array, words?: RemittanceFileWords) => {
  async function* bytes() {
    yield Buffer.from(content);
  }
  return readRemittanceFile({ csvRows })(bytes(), { advice, ...(words && { words }) });
};

const codesOf = async (content: string | Uint8Array, words?: RemittanceFileWords) =>
  (await read(content, words)).reasons.map(({ code, line }) => [code, line]);

describe("a file of an advice's lines", () => {
  it("is read line by line, each with its place", async () => {
    const found = await read(adviceCsv([aLine({ paymentRef: "P-1" }), aLine({ paymentRef: "P-2" })]));
    expect(found).toMatchObject({
      reasons: [],
      lines: [{ paymentRef: "P-1", gross: 10_000 }, { paymentRef: "P-2" }],
      rows: [
        { line: 2, kind: "PAYMENT", paymentRef: "P-1", faults: [] },
        { line: 3, paymentRef: "P-2", faults: [] },
      ],
    });
    expect(found.trailer).toBeUndefined();
  });

  it("tells every line at fault and goes on, so that one sending mends them all", async () => {
    const content = adviceCsv([aLine({ gross: 0 }), aLine(), aLine({ paidOn: "tomorrow" })]);
    const found = await read(content);
    expect(found.reasons).toMatchObject([
      { line: 2, code: "TOO_SMALL" },
      { line: 4, code: "INVALID_FORMAT" },
    ]);
    expect(found.rows.map(({ faults }) => faults.length)).toEqual([1, 0, 1]);
  });

  it("names twenty reasons at most, and counts all lines", async () => {
    const found = await read(adviceCsv(Array.from({ length: 30 }, () => aLine({ gross: -1 }))));
    expect([found.reasons.length, found.rows.length]).toEqual([20, 30]);
  });

  it.each<readonly [string, string | Uint8Array, readonly (readonly [string, number | undefined])[]]>([
    ["nothing", "", [["FILE_EMPTY", undefined]]],
    ["a header alone", adviceCsv([]), [["NO_ROWS", undefined]]],
    ["bytes that are no UTF-8", Buffer.from("kind,paymentRef\n\xe4,1\n", "latin1"), [["NOT_UTF8", 2]]],
    ["UTF-16", Buffer.from(`\uFEFF${adviceCsv([aLine()])}`, "utf16le"), [["NOT_UTF8", 1]]],
    ["JSON", "[1]", [["WRONG_FORMAT", 1]]],
    ["a quote that is never closed", `${adviceCsv([])}"PAYMENT`, [["QUOTE_NOT_CLOSED", 2]]],
    ["a row with too few cells", `${adviceCsv([])}PAYMENT,P-1\n`, [["CELL_COUNT", 2]]],
    ["a row past the longest", adviceCsv([aLine({ paymentRef: "x".repeat(20_000) })]), [["ROW_TOO_LONG", 2]]],
  ])("is refused, and read no further, for %s", async (_what, content, reasons) => {
    expect(await codesOf(content)).toEqual(reasons);
  });

  it("is read in the encoding and with the delimiter of the agency", async () => {
    const words = RemittanceFileWordsBody.parse({
      delimiter: ";",
      encoding: "windows-1252",
      fields: [
        { to: "/paymentRef", from: "/Beleg" },
        { to: "/gross", from: "/Höhe", as: "minor-units", currency: "USD", decimalMark: "," },
        { to: "/paidOn", from: "/Tag", as: "date", pattern: "DD.MM.YYYY" },
      ],
      constants: [{ to: "/kind", value: "PAYMENT" }],
    });
    const content = Buffer.from("Beleg;Höhe;Tag\nP-1;12,50;05.03.2026\n", "latin1");
    expect((await read(content, words)).lines).toMatchObject([{ gross: 1_250, paidOn: "2026-03-05" }]);
  });

  it("ends with its trailer, and with nothing behind it", async () => {
    const head = "kind,paymentRef,gross,paidOn,net,lineCount\n";
    const rows = ["PAYMENT,P-1,100,2026-03-05,,", "TRAILER,,100,,100,1"];
    const found = await read(`${head}${rows.join("\n")}\n`);
    expect(found).toMatchObject({ reasons: [], trailer: { gross: 100, net: 100, lineCount: 1 } });
    expect(await codesOf(`${head}${rows.toReversed().join("\n")}\n`)).toEqual([["TRAILER_NOT_LAST", 3]]);
  });

  it("has so many lines, and comes to so much, at most", async () => {
    const row = "PAYMENT,P,1,2026-03-05\n";
    const many = `kind,paymentRef,gross,paidOn\n${row.repeat(ADVICE_LINE_COUNT_MAX + 2)}`;
    expect(await codesOf(many)).toEqual([["TOO_MANY_LINES", ADVICE_LINE_COUNT_MAX + 2]]);
    const large = `kind,paymentRef,gross,paidOn\n${"PAYMENT,P,1000000000000,2026-03-05\n".repeat(2_001)}`;
    expect(await codesOf(large)).toEqual([["SUM_TOO_LARGE", 2_002]]);
  });
});
