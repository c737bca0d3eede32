import { createInterface } from "node:readline";
import { parse } from "csv-parse";
import * as z from "zod";
import { digestOf, exact, type FileDigest } from "./file-digest.ts";
import { jsonOr } from "./problem.ts";
import { Stop } from "./stop.ts";

/** What a file of events says of itself before it is sent: the gateway counts again, and takes nothing when it differs. */
export type EventFileFacts = FileDigest & {
  readonly count: number;
  readonly payments: readonly { readonly amount: number; readonly currency: string }[];
};

type Totals = { count: number; readonly payments: Map<string, bigint> };

/** Reads a file once, however long it is. @throws Stop */
export async function eventFactsOf(path: string): Promise<EventFileFacts> {
  const totals: Totals = { count: 0, payments: new Map() };
  const digest = await digestOf(path, async (source, format) =>
    format === "CSV" ? countRows(source, totals) : countLines(source, totals),
  );
  const { count, payments } = totals;
  if (count === 0) throw new Stop(`${path} holds no event.`, 2);
  const sums = [...payments].map(([currency, amount]) => ({ amount: exact(amount), currency }));
  return { ...digest, count, payments: sums };
}

/** The largest amount that the gateway takes; what is no such amount is refused there, line by line. */
const AMOUNT_MAX = 1_000_000_000_000;

const Payment = z.object({
  eventType: z.literal("payment.received"),
  data: z.object({
    amount: z.strictObject({
      amount: z.int().min(1).max(AMOUNT_MAX),
      currency: z.string().regex(/^[A-Z]{3}$/u),
    }),
  }),
});

function add(totals: Totals, event: unknown): void {
  totals.count += 1;
  const payment = Payment.safeParse(event);
  if (!payment.success) return;
  const { amount, currency } = payment.data.data.amount;
  totals.payments.set(currency, (totals.payments.get(currency) ?? 0n) + BigInt(amount));
}

const Row = z.record(z.string(), z.string());

async function countRows(source: NodeJS.ReadableStream, totals: Totals): Promise<void> {
  for await (const record of source.pipe(parse({ bom: true, skip_empty_lines: true, columns: true }))) {
    const row = Row.parse(record);
    const amount = jsonOr(row["data.amount.amount"] ?? "");
    add(totals, {
      eventType: row["eventType"],
      data: { amount: { amount, currency: row["data.amount.currency"] } },
    });
  }
}

async function countLines(source: NodeJS.ReadableStream, totals: Totals): Promise<void> {
  for await (const line of createInterface({ input: source, crlfDelay: Infinity }))
    if (line !== "") add(totals, jsonOr(line));
}
