import * as z from "zod";
import { Currency, exponentOf } from "../kernel/money.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { balanceColumns, circumstanceColumns, contactColumns } from "./columns.ts";
import { minorOf } from "./decimal.ts";
import type { Batch, Row } from "./model.ts";

/** A row as the body of `POST /v1/accounts`, not yet looked at, with what counts towards the control totals. */
export type ReadRow = {
  readonly line: number;
  readonly lenderAccountRef: string;
  readonly body: unknown;
  readonly amounts: readonly { readonly currency: string; readonly amount: number }[];
};

/** Why the amount of a row cannot be told; the file's total cannot be checked then. */
export type Unreadable = { readonly line: number; readonly code: string; readonly message: string };

type Reading = Pick<Batch, "format" | "columns">;

/** Rows are read in one way, when the file is checked and when it is placed. */
export const readRow = (file: Reading, row: Row): Result<ReadRow, Unreadable> =>
  file.format === "CSV" ? readCells(file.columns ?? [], row) : readJson(row);

function readCells(columns: readonly (string | null)[], row: Row): Result<ReadRow, Unreadable> {
  const cells = new Map<string, string>();
  for (const [index, column] of columns.entries()) {
    const cell = row.cells[index] ?? "";
    if (column !== null && cell !== "") cells.set(column, cell);
  }
  const balance = balanceOf(cells, row.line);
  if (!balance.ok) return balance;
  return ok({
    line: row.line,
    lenderAccountRef: cells.get("lenderAccountRef") ?? "",
    body: bodyOf(cells, balance.value),
    amounts: balance.value.map(({ amount }) => amount),
  });
}

type Part = {
  readonly component: string;
  readonly amount: { readonly amount: number; readonly currency: Currency };
};

/** The components of a row; one that is zero or empty is not part of it. */
function balanceOf(cells: ReadonlyMap<string, string>, line: number): Result<readonly Part[], Unreadable> {
  const currency = Currency.safeParse(cells.get("currency"));
  if (!currency.success)
    return fail({ line, code: "CURRENCY_UNKNOWN", message: "The currency is not an ISO 4217 code." });
  const exponent = exponentOf(currency.data);
  const parts: Part[] = [];
  for (const { column, component } of balanceColumns) {
    const cell = cells.get(column);
    if (cell === undefined) continue;
    const amount = minorOf(cell, exponent);
    if (amount === undefined)
      return fail({
        line,
        code: "AMOUNT_UNREADABLE",
        message: `${column} is not a decimal amount with at most ${exponent} decimals.`,
      });
    if (amount !== 0) parts.push({ component, amount: { amount, currency: currency.data } });
  }
  return ok(parts);
}

/** The members of an object that have a cell, by their columns. */
const membersOf = (cells: ReadonlyMap<string, string>, names: readonly string[], prefix = "") =>
  Object.fromEntries(
    names.flatMap((name) => {
      const cell = cells.get(`${prefix}${name}`);
      return cell === undefined ? [] : [[name, cell] as const];
    }),
  );

const facts = [
  "lenderAccountRef",
  "originalAccountRef",
  "product",
  "segment",
  "openedOn",
  "delinquencyDate",
  "limitationDate",
];

const bodyOf = (cells: ReadonlyMap<string, string>, balance: readonly Part[]) => ({
  ...membersOf(cells, facts),
  balance,
  circumstances: circumstancesOf(cells),
  debtor: debtorOf(cells),
});

function debtorOf(cells: ReadonlyMap<string, string>) {
  const identifier = membersOf(cells, ["type", "value"], "debtor.identifier.");
  return {
    ...membersOf(cells, ["name", "language", "region", "dateOfBirth"], "debtor."),
    ...(Object.keys(identifier).length > 0 && { identifier }),
    contactPoints: contactColumns.flatMap(({ column, type, status }) => {
      const value = cells.get(column);
      if (value === undefined) return [];
      const known = cells.get(status);
      return [{ type, value, ...(known !== undefined && { status: known }) }];
    }),
  };
}

const truth: Readonly<Record<string, boolean>> = { true: true, false: false };

/** What a cell says of a circumstance that is more than true or false; undefined when it is not so. */
const described: Readonly<Record<string, (cell: string) => unknown>> = {
  moratorium: (cell) => (cell === "false" ? undefined : cell === "true" ? {} : { until: cell }),
  vulnerability: (code) => ({ code }),
};

function circumstancesOf(cells: ReadonlyMap<string, string>): Record<string, unknown> {
  const known = circumstanceColumns.flatMap(({ column, member }) => {
    const cell = cells.get(column);
    if (cell === undefined) return [];
    const describe = described[member];
    const said = describe === undefined ? (truth[cell] ?? cell) : describe(cell);
    return said === undefined ? [] : [[member, said] as const];
  });
  return Object.fromEntries(known);
}

/** As much of a JSON row as its amount takes. */
const Amounts = z.object({
  balance: z.array(z.object({ amount: z.object({ amount: z.int(), currency: Currency }) })),
});
const Reference = z.object({ lenderAccountRef: z.string().max(64) });

function readJson({ line, cells: [text = ""] }: Row): Result<ReadRow, Unreadable> {
  const body = jsonOf(text);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return fail({ line, code: "ROW_NOT_JSON", message: "The line is not a JSON object." });
  const amounts = Amounts.safeParse(body);
  if (!amounts.success)
    return fail({
      line,
      code: "AMOUNT_UNREADABLE",
      message: "balance is not a list of amounts in minor units with an ISO 4217 currency.",
    });
  const reference = Reference.safeParse(body);
  return ok({
    line,
    lenderAccountRef: reference.success ? reference.data.lenderAccountRef : "",
    body,
    amounts: amounts.data.balance.map(({ amount }) => amount),
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
