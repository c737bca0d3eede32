import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { expect } from "vitest";
import type { Json } from "./http.ts";
import { newRef, usd, type Lender } from "./tenant.ts";

/** A row of a lender's CSV file: cells by column. */
export type FileRow = Readonly<Record<string, string>>;

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** 1,050.00 dollars in two components, overdue long enough: every rule lets it pass. */
export const aRow = (changes: FileRow = {}): FileRow => ({
  lenderAccountRef: newRef(),
  product: "PERSONAL_LOAN",
  delinquencyDate: daysAgo(90),
  currency: "USD",
  "balance.PRINCIPAL": "1000.00",
  "balance.INTEREST": "50.00",
  "debtor.name": 'Alex "Al" Example, Jr.',
  "debtor.region": "US-CA",
  "debtor.email": "alex@debtor.example",
  ...changes,
});

export const ROW_TOTAL = 105_000;

const quoted = (cell: string): string => (/[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The rows as a CSV file; the first row's columns are the header. */
export const csvFile = (rows: readonly FileRow[], lineBreak = "\r\n"): string => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))]
    .map((cells) => cells.map(quoted).join(",") + lineBreak)
    .join("");
};

export const sha256 = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex");

/** What is said of a file with so many rows as `aRow` makes them. */
export const announcement = (count: number, changes: Readonly<Record<string, unknown>> = {}) => ({
  format: "CSV",
  controlTotals: { count, amount: usd(count * ROW_TOTAL) },
  ...changes,
});

/** Sends a file where the announcement said, with the headers that it said. */
export async function upload(batch: Json, content: string | Uint8Array<ArrayBuffer>): Promise<void> {
  const { method, url, headers } = batch.upload;
  const response = await fetch(url, { method, headers, body: content });
  expect(response.status, await response.text()).toBe(200);
}

const ended = ["COMPLETED", "REFUSED", "DUPLICATE"];

/** Reads a batch until nothing more happens to it. */
export async function settled(lender: Lender, batchId: string, msMax = 60_000): Promise<Json> {
  const until = Date.now() + msMax;
  for (;;) {
    const { body } = await lender.get(`/v1/account-batches/${batchId}`);
    if (ended.includes(body.state)) return body;
    if (Date.now() > until) throw new Error(`${batchId} is still ${JSON.stringify(body)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Announces a file, sends it and waits for its end. */
export async function placeFile(
  lender: Lender,
  content: string | Uint8Array<ArrayBuffer>,
  said: Readonly<Record<string, unknown>>,
): Promise<Json> {
  const opened = await lender.post("/v1/account-batches", said);
  expect(opened.status, JSON.stringify(opened.body)).toBe(201);
  await upload(opened.body, content);
  return settled(lender, opened.body.batchId);
}

export type ResultLine = Readonly<
  Record<"line" | "lenderAccountRef" | "outcome" | "accountId" | "field" | "code" | "message", string>
>;

/** The lines of a finished batch's result file. */
export async function resultsOf(lender: Lender, batchId: string): Promise<readonly ResultLine[]> {
  const { status, body } = await lender.get(`/v1/account-batches/${batchId}/results`);
  expect(status, JSON.stringify(body)).toBe(200);
  const response = await fetch(body.url);
  expect(response.status).toBe(200);
  return parse(await response.text(), { columns: true }) as ResultLine[];
}
