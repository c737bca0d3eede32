import { describe, expect, it } from "vitest";
import { inspect } from "../../../shared/event-files/inspect.ts";
import { eventFileIdOf, eventUploadIn, eventUploadKey } from "../../../shared/event-files/keys.ts";
import { FILE_LINE_COUNT_MAX, LINE_BYTES_MAX } from "../../../shared/event-files/model.ts";
import { mismatches } from "../../../shared/event-files/totals.ts";
import { AgencyId } from "../../../shared/kernel/ids.ts";
import { csvRows } from "../../../shared/platform/csv.ts";
import { jsonLines } from "../../../shared/platform/json-lines.ts";
import type { ScannedFile } from "../../../shared/platform/scanned.ts";

const agencyId = AgencyId.parse("agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND");
const fileId = eventFileIdOf(agencyId, "a".repeat(64));
const start = { byte: 0, linesBefore: 0, rowBytesMax: LINE_BYTES_MAX };

async function* parts(content: string | Uint8Array) {
  const bytes = Buffer.from(content as string);
  for (let from = 0; from < bytes.length; from += 700) yield bytes.subarray(from, from + 700);
}

const look = (content: string | Uint8Array, format: "CSV" | "NDJSON" = "NDJSON", rows = 2) =>
  inspect({ fileId, format }, (format === "CSV" ? csvRows : jsonLines)(parts(content), start), {
    rows,
    bytes: 1_000_000,
  });

const paying = (amount: unknown, currency = "USD") =>
  JSON.stringify({ eventType: "payment.received", data: { amount: { amount, currency } } });

describe("a file of events", () => {
  it("is counted line by line, good or bad, and its payments are added up by currency", async () => {
    const content = ["{", paying(5), paying(7, "EUR"), "17", paying(2 ** 39), paying(-1), paying(1.5)].join(
      "\n",
    );
    const { found, reasons, chunks } = await look(content);
    expect(reasons).toEqual([]);
    expect(found).toEqual({ count: 7, payments: { USD: String(5 + 2 ** 39), EUR: "7" } });
    expect(chunks.map(({ number, rows, linesBefore }) => [number, rows, linesBefore])).toEqual([
      [1, 2, 0],
      [2, 2, 2],
      [3, 2, 4],
      [4, 1, 6],
    ]);
  });

  it("in CSV says the same as in NDJSON", async () => {
    const header = "eventId,eventType,placementId,effectiveAt,data.amount.amount,data.amount.currency";
    const content = `\uFEFF${header}\r\ne,payment.received,p,t,5,USD\r\n,,,,,\r\n`;
    const { found, chunks } = await look(content, "CSV");
    expect(found).toEqual({ count: 2, payments: { USD: "5" } });
    expect(chunks).toMatchObject([{ fileId, number: 1, linesBefore: 1, rows: 2 }]);
  });

  it("with more lines than a file may have is not read on", async () => {
    let read = 0;
    async function* lines(): ScannedFile {
      for (let line = 1; line <= FILE_LINE_COUNT_MAX + 100; line += 1) {
        read = line;
        yield { kind: "row", line, end: line, lines: line, cells: ["1"] };
      }
    }
    const { reasons } = await inspect({ fileId, format: "NDJSON" }, lines());
    expect(reasons).toMatchObject([{ line: FILE_LINE_COUNT_MAX + 1, code: "TOO_MANY_LINES" }]);
    expect(read).toBe(FILE_LINE_COUNT_MAX + 1);
  }, 60_000);

  it("names at most twenty unknown headers, shortened", async () => {
    const header = Array.from({ length: 30 }, (_, n) => `${"x".repeat(100)}${n}`).join(",");
    const { reasons } = await look(`${header}\n`, "CSV");
    expect(reasons).toHaveLength(20);
    expect(reasons[0]?.message.length).toBeLessThan(100);
  });
});

describe("control totals", () => {
  const said = {
    declaredSha256: "a",
    bytes: 1,
    controlTotals: { count: 1, payments: [{ amount: 5, currency: "USD" }] },
  } as never;
  const facts = (payments: Readonly<Record<string, string>>) => ({
    found: { count: 1, payments },
    sha256: "a",
    bytes: 1,
  });

  it("are compared for every currency that was said or found", () => {
    expect(mismatches(said, facts({ USD: "5" }))).toEqual([]);
    expect(mismatches(said, facts({ USD: "5", EUR: "1" }))).toMatchObject([{ code: "PAYMENTS_MISMATCH" }]);
    expect(mismatches(said, facts({}))).toMatchObject([{ code: "PAYMENTS_MISMATCH" }]);
  });
});

describe("the name of a file of events", () => {
  it("is the same for the same bytes of the same agency, and another's is another", () => {
    expect(eventFileIdOf(agencyId, "a".repeat(64))).toBe(fileId);
    expect(eventFileIdOf(agencyId, "b".repeat(64))).not.toBe(fileId);
    const other = AgencyId.parse("agy_01JB4Q6N7VB7Y2K0FQZ4S6T8NE");
    expect(eventFileIdOf(other, "a".repeat(64))).not.toBe(fileId);
  });

  it("is found in the key of its upload, and in no other", () => {
    expect(eventUploadIn(eventUploadKey({ agencyId, fileId, attempt: 3 }))).toEqual({ fileId, attempt: 3 });
    for (const key of [
      `account-batches/${agencyId}/${fileId}/1`,
      `event-files/${agencyId}/x/1`,
      "event-files/",
    ])
      expect(eventUploadIn(key)).toBeUndefined();
  });
});
