import { createInterface } from "node:readline";
import { parse } from "csv-parse";
import * as z from "zod";
import { digestOf, exact, type FileDigest } from "./file-digest.ts";
import { jsonOr } from "./problem.ts";
import { decimalsOf } from "./show.ts";
import { Stop } from "./stop.ts";

/** What a file says of itself before it is sent: the gateway counts again, and places nothing when it differs. */
export type FileFacts = FileDigest & {
  readonly count: number;
  readonly amount: { readonly amount: number; readonly currency: string };
};

/** Headers of the lender's own, and the columns that they are. */
export type HeaderMap = Readonly<Record<string, string | null>>;

type Totals = { count: number; amount: bigint; currency: string | undefined };

/** Reads a file once, however long it is. @throws Stop naming the line that cannot be counted */
export async function factsOf(path: string, headers: HeaderMap = {}): Promise<FileFacts> {
  const totals: Totals = { count: 0, amount: 0n, currency: undefined };
  const digest = await digestOf(path, async (source, format) =>
    format === "CSV" ? countCsv(source, headers, totals) : countLines(source, totals),
  );
  const { count, amount, currency } = totals;
  if (currency === undefined) throw new Stop(`${path} holds no account.`, 2);
  return { ...digest, count, amount: { amount: exact(amount), currency } };
}

function add(
  totals: Totals,
  { amount, currency }: { readonly amount: bigint; readonly currency: string },
): void {
  totals.currency ??= currency;
  if (totals.currency !== currency)
    throw new Stop(`Accounts in ${totals.currency} and in ${currency}: send a file for each currency.`, 2);
  totals.count += 1;
  totals.amount += amount;
}

const Row = z.record(z.string(), z.string());

async function countCsv(source: NodeJS.ReadableStream, headers: HeaderMap, totals: Totals): Promise<void> {
  const rows = source.pipe(
    parse({
      bom: true,
      skip_empty_lines: true,
      columns: (names: string[]) => names.map((name) => headers[name] ?? name),
    }),
  );
  for await (const record of rows) {
    const row = Row.parse(record);
    const currency = (row["currency"] ?? "").trim();
    if (!/^[A-Z]{3}$/u.test(currency))
      throw new Stop(`Account ${totals.count + 1} of the file has no currency.`, 2);
    const parts = Object.entries(row).filter(([name]) => name.startsWith("balance."));
    const amount = parts.reduce((sum, [, text]) => sum + minorUnits(text, currency), 0n);
    add(totals, { amount, currency });
  }
}

/** A decimal amount in minor units, exactly. @throws Stop */
export function minorUnits(text: string, currency: string): bigint {
  const decimals = decimalsOf(currency);
  const [, sign = "", whole = "", rest = ""] = /^(-?)(\d+)(?:\.(\d+))?$/u.exec(text.trim()) ?? [];
  if (text.trim() === "") return 0n;
  if (whole === "" || rest.length > decimals) throw new Stop(`${text} is no amount in ${currency}.`, 2);
  return BigInt(`${sign}${whole}${rest.padEnd(decimals, "0")}`);
}

const Line = z.object({
  balance: z.array(z.object({ amount: z.object({ amount: z.int(), currency: z.string() }) })).min(1),
});

async function countLines(source: NodeJS.ReadableStream, totals: Totals): Promise<void> {
  for await (const line of createInterface({ input: source, crlfDelay: Infinity })) {
    if (line.trim() === "") continue;
    const account = Line.safeParse(jsonOr(line));
    if (!account.success) throw new Stop(`Account ${totals.count + 1} of the file has no balance.`, 2);
    const amounts = account.data.balance.map(({ amount }) => amount);
    add(totals, {
      amount: amounts.reduce((sum, { amount }) => sum + BigInt(amount), 0n),
      currency: amounts[0]?.currency ?? "",
    });
  }
}
