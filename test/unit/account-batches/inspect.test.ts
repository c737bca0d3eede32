import { describe, expect, it } from "vitest";
import { inspect } from "../../../shared/account-batches/inspect.ts";
import { FILE_ROW_COUNT_MAX, ROW_BYTES_MAX, type Scanned } from "../../../shared/account-batches/model.ts";
import { turnSeconds, type Format } from "../../../shared/incoming-files/model.ts";
import { BatchId } from "../../../shared/kernel/ids.ts";
import { csvRows } from "../../../shared/platform/csv.ts";
import { jsonLines } from "../../../shared/platform/json-lines.ts";

const batchId = BatchId.parse("bat_01JB4R0E3SH5G9V1XJ7P2M4WQC");
const header =
  "lenderAccountRef,product,delinquencyDate,currency,debtor.name,debtor.region,balance.PRINCIPAL";
const row = (ref: string, ...[amount = "10.00", currency = "USD", name = "A"]: readonly string[]) =>
  `${ref},AUTO_LOAN,2024-01-01,${currency},${name},US,${amount}`;

async function* inParts(content: string | Uint8Array, bytes = 1000) {
  const all = Buffer.from(content as string);
  for (let at = 0; at < all.length; at += bytes) yield all.subarray(at, at + bytes);
}

const look = (
  content: string | Uint8Array,
  format: Format = "CSV",
  size?: { rows: number; bytes: number },
) => {
  const scan = format === "CSV" ? csvRows : jsonLines;
  const rows = scan(inParts(content), { byte: 0, linesBefore: 0, rowBytesMax: ROW_BYTES_MAX });
  return inspect({ batchId, format }, rows, size);
};

const reasonsOf = async (content: string | Uint8Array, format?: Format) =>
  (await look(content, format)).reasons.map(({ line, code }) => [line, code]);

describe("a file that is good", () => {
  it.each([
    ["line feeds", "\n"],
    ["carriage returns and line feeds", "\r\n"],
    ["carriage returns", "\r"],
  ])("may end its lines with %s", async (_name, lineBreak) => {
    const found = await look([header, row("1"), row("2"), ""].join(lineBreak));
    expect(found).toMatchObject({ reasons: [], found: { count: 2, amounts: { USD: "2000" } } });
  });

  it("may begin with a byte order mark, have empty lines, and end without a line break", async () => {
    const found = await look(`\uFEFF${header}\n\n${row("1")}\n\n\n${row("2")}`);
    expect(found).toMatchObject({ reasons: [], found: { count: 2 } });
  });

  it("may have line breaks and commas inside quotes", async () => {
    const found = await look(`${header}\n${row("1", "1.00", "USD", '"Smith,\r\nJohn ""J"""')}\n${row("2")}`);
    expect(found).toMatchObject({ reasons: [], found: { count: 2, amounts: { USD: "1100" } } });
  });

  it("adds up exactly what no number holds", async () => {
    const rows = Array.from({ length: 30 }, (_, n) => row(String(n), "9999999999999.99"));
    const found = await look([header, ...rows].join("\n"));
    expect(found.found.amounts).toEqual({ USD: "29999999999999970" });
  });

  it("adds up each currency by itself", async () => {
    const found = await look([header, row("1"), row("2", "7", "JPY"), row("3", "1.001", "KWD")].join("\n"));
    expect(found.found.amounts).toEqual({ USD: "1000", JPY: "7", KWD: "1001" });
  });
});

describe("a file that is not", () => {
  const latin1 = Buffer.concat([Buffer.from(`${header}\n${row("1")}\n`), Buffer.from([0x4d, 0xfc, 0x6c])]);
  const utf16 = Buffer.from(`\uFEFF${header}\n${row("1")}`, "utf16le");
  it.each<readonly [string, string | Uint8Array, readonly (readonly [number | undefined, string])[]]>([
    ["is empty", "", [[undefined, "FILE_EMPTY"]]],
    ["has empty lines only", "\n\r\n\n", [[undefined, "FILE_EMPTY"]]],
    ["has a header only", `${header}\r\n`, [[undefined, "NO_ROWS"]]],
    ["is Latin-1", latin1, [[3, "NOT_UTF8"]]],
    ["is UTF-16", utf16, [[1, "NOT_UTF8"]]],
    [
      "leaves a quote open",
      `${header}\n${row("1")}\n${row("2", "1", "USD", '"A')}\n${row("3")}`,
      [[3, "QUOTE_NOT_CLOSED"]],
    ],
    ["has text after a quote", `${header}\n${row("1", "1", "USD", '"A"B')}\n`, [[2, "QUOTE_MISPLACED"]]],
    ["has a quote inside a cell", `${header}\n${row("1", "1", "USD", 'A"B')}\n`, [[2, "QUOTE_MISPLACED"]]],
    ["has a cell too many", `${header}\n${row("1")},\n`, [[2, "CELL_COUNT"]]],
    ["has a cell too few", `${header}\n${row("1")}\n1,2\n`, [[3, "CELL_COUNT"]]],
    ["has a column twice", `${header},product\n`, [[1, "HEADER_REPEATED"]]],
    ["is a row that is far too long", `${header}\n${"x".repeat(10_000_000)}`, [[2, "ROW_TOO_LONG"]]],
    ["is a header that is far too long", "x".repeat(10_000_000), [[1, "ROW_TOO_LONG"]]],
    ["is JSON", '{"lenderAccountRef":"1"}\n', [[1, "WRONG_FORMAT"]]],
    [
      "has amounts that are none",
      [header, row("1"), row("2", "1.2.3"), row("3", "x")].join("\n"),
      [
        [3, "AMOUNT_UNREADABLE"],
        [4, "AMOUNT_UNREADABLE"],
      ],
    ],
  ])("%s says so, with the line", async (_what, content, reasons) => {
    expect(await reasonsOf(content)).toEqual(reasons);
  });

  it("stops being read when there are reasons enough", async () => {
    const rows = Array.from({ length: 1_000 }, (_, n) => row(String(n), "x"));
    expect(await reasonsOf([header, ...rows].join("\n"))).toHaveLength(20);
  });

  it("says nothing of what is in its cells", async () => {
    const { reasons } = await look(`${header}\n${row("1", "1", "USD", '"Mary Secret"x')}`);
    expect(JSON.stringify(reasons)).not.toContain("Secret");
  });

  it("has more rows than a file may have", async () => {
    async function* rows(): AsyncGenerator<Scanned> {
      yield { kind: "row", line: 1, end: 0, lines: 1, cells: header.split(",") };
      const cells = row("1").split(",");
      for (let line = 2; line <= FILE_ROW_COUNT_MAX + 2; line += 1)
        yield { kind: "row", line, end: line, lines: line, cells };
    }
    const { reasons } = await inspect({ batchId, format: "CSV" }, rows());
    expect(reasons).toMatchObject([{ line: FILE_ROW_COUNT_MAX + 2, code: "TOO_MANY_ROWS" }]);
  }, 60_000);

  it.each([
    ["is empty", "", [[undefined, "FILE_EMPTY"]]],
    [
      "is CSV",
      `${header}\n${row("1")}`,
      [
        [1, "ROW_NOT_JSON"],
        [2, "ROW_NOT_JSON"],
      ],
    ],
    [
      "has a line that is far too long",
      `{}\n${"x".repeat(10_000_000)}\n`,
      [
        [1, "AMOUNT_UNREADABLE"],
        [2, "ROW_TOO_LONG"],
      ],
    ],
  ])("%s says so where NDJSON was announced", async (_what, content, reasons) => {
    expect(await reasonsOf(content, "NDJSON")).toEqual(reasons);
  });
});

describe("chunks", () => {
  it("are cut after so many rows, or so many bytes", async () => {
    const content = [header, ...Array.from({ length: 7 }, (_, n) => row(String(n)))].join("\n");
    const byRows = await look(content, "CSV", { rows: 3, bytes: 1_000_000 });
    expect(byRows.chunks.map(({ number, rows, linesBefore }) => [number, rows, linesBefore])).toEqual([
      [1, 3, 1],
      [2, 3, 4],
      [3, 1, 7],
    ]);
    const byBytes = await look(content, "CSV", { rows: 1_000, bytes: 60 });
    expect(byBytes.chunks.map(({ rows }) => rows)).toEqual([2, 2, 2, 1]);
  });

  it("that repeat a reference of an earlier chunk say so; repeats within a chunk are its own affair", async () => {
    const content = [header, ...["a", "a", "b", "c", "b", "d"].map((ref) => row(ref))].join("\n");
    const { chunks } = await look(content, "CSV", { rows: 2, bytes: 1_000_000 });
    expect(chunks.map(({ repeats }) => repeats)).toEqual([false, false, true]);
  });
});

describe("a chunk that must wait for its turn", () => {
  it("asks soon, later less often, and for more than two hours in all", () => {
    const pauses = Array.from({ length: 20 }, (_, n) => turnSeconds(n + 1));
    expect(pauses.slice(0, 3)).toEqual([5, 8, 11]);
    expect(Math.max(...pauses)).toBe(900);
    expect(pauses.reduce((total, one) => total + one, 0)).toBeGreaterThan(2 * 3_600);
  });
});
