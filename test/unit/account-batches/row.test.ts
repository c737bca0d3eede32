import { describe, expect, it } from "vitest";
import { PlaceAccountRequest } from "../../../shared/accounts/wire.ts";
import { columns } from "../../../shared/account-batches/columns.ts";
import { readRow } from "../../../shared/account-batches/row.ts";

const cellsOf = {
  lenderAccountRef: "L-1",
  originalAccountRef: "O-1",
  product: "PERSONAL_LOAN",
  segment: "PRIME",
  openedOn: "2023-01-31",
  delinquencyDate: "2025-03-10",
  limitationDate: "2031-03-10",
  currency: "USD",
  "balance.PRINCIPAL": "1048.00",
  "balance.LATE_FEE": "0.00",
  "balance.TAX": "",
  "debtor.name": "Maria Example",
  "debtor.language": "en",
  "debtor.region": "US-CT",
  "debtor.dateOfBirth": "1980-02-29",
  "debtor.identifier.type": "TAX_ID",
  "debtor.identifier.value": "078-05-1120",
  "debtor.email": "maria@example.com",
  "debtor.email.status": "VERIFIED",
  "debtor.phone": "+12025550123",
  "debtor.address": "1 Example Road, Example",
  "circumstances.disputed": "true",
  "circumstances.insolvent": "false",
  "circumstances.moratorium": "2026-05-01",
  "circumstances.vulnerability": "HEARING",
  "circumstances.lastPlacementEndedOn": "2024-01-01",
};

const read = (changes: Readonly<Record<string, string>> = {}) => {
  const cells = { ...cellsOf, ...changes };
  const row = { kind: "row", line: 7, end: 0, lines: 7, cells: Object.values(cells) } as const;
  return readRow({ format: "CSV", columns: Object.keys(cells) }, row);
};

const requestOf = (changes?: Readonly<Record<string, string>>) => {
  const row = read(changes);
  if (!row.ok) throw new Error(row.error.code);
  return PlaceAccountRequest.safeParse(row.value.body);
};

/** What is inside of defaults and of what may be absent. */
function unwrapped(schema: unknown): { readonly shape?: Readonly<Record<string, unknown>> } {
  const one = schema as { def: { innerType?: unknown }; shape?: Readonly<Record<string, unknown>> };
  return one.def.innerType === undefined ? one : unwrapped(one.def.innerType);
}

describe("a row of CSV", () => {
  it("is the body that the API takes", () => {
    expect(requestOf().data).toEqual(
      PlaceAccountRequest.parse({
        lenderAccountRef: "L-1",
        originalAccountRef: "O-1",
        product: "PERSONAL_LOAN",
        segment: "PRIME",
        openedOn: "2023-01-31",
        delinquencyDate: "2025-03-10",
        limitationDate: "2031-03-10",
        balance: [{ component: "PRINCIPAL", amount: { amount: 104_800, currency: "USD" } }],
        circumstances: {
          disputed: true,
          insolvent: false,
          moratorium: { until: "2026-05-01" },
          vulnerability: { code: "HEARING" },
          lastPlacementEndedOn: "2024-01-01",
        },
        debtor: {
          name: "Maria Example",
          language: "en",
          region: "US-CT",
          dateOfBirth: "1980-02-29",
          identifier: { type: "TAX_ID", value: "078-05-1120" },
          contactPoints: [
            { type: "EMAIL", value: "maria@example.com", status: "VERIFIED" },
            { type: "PHONE", value: "+12025550123" },
            { type: "POST", value: "1 Example Road, Example" },
          ],
        },
      }),
    );
  });

  it.each([
    ["true", {}],
    ["2026-05-01", { until: "2026-05-01" }],
    ["false", undefined],
    ["", undefined],
  ])("with a moratorium of %j has the one that the API knows", (cell, moratorium) => {
    expect(requestOf({ "circumstances.moratorium": cell }).data?.circumstances.moratorium).toEqual(
      moratorium,
    );
  });

  it("has a column for everything that the API takes of an account", () => {
    const leaves = (schema: unknown, path: string): readonly string[] => {
      const { shape } = unwrapped(schema);
      return shape === undefined
        ? [path]
        : Object.entries(shape).flatMap(([name, one]) => leaves(one, path === "" ? name : `${path}.${name}`));
    };
    const inItsOwnWay = ["balance", "debtor.contactPoints"];
    const members = leaves(PlaceAccountRequest, "").filter((path) => !inItsOwnWay.includes(path));
    const named = (path: string) =>
      columns.some((column) => path === column || path.startsWith(`${column}.`));
    expect(members.filter((path) => !named(path))).toEqual([]);
  });

  it.each([
    ["JPY", "105000", 105_000],
    ["KWD", "105.000", 105_000],
    ["KWD", "105.5", 105_500],
    ["USD", "1050.00", 105_000],
  ])("has its amounts with the decimals of %s", (currency, text, amount) => {
    expect(read({ currency, "balance.PRINCIPAL": text, "balance.LATE_FEE": "" })).toMatchObject({
      ok: true,
      value: { amounts: [{ amount, currency }] },
    });
  });

  it.each([
    ["an amount with too many decimals", { "balance.PRINCIPAL": "1.005" }, "AMOUNT_UNREADABLE"],
    ["an amount with a comma", { "balance.PRINCIPAL": "1,048.00" }, "AMOUNT_UNREADABLE"],
    ["a formula for an amount", { "balance.PRINCIPAL": "=1+1" }, "AMOUNT_UNREADABLE"],
    ["yen with decimals", { currency: "JPY" }, "AMOUNT_UNREADABLE"],
    ["no currency", { currency: "" }, "CURRENCY_UNKNOWN"],
    ["a currency that is none", { currency: "DOLLAR" }, "CURRENCY_UNKNOWN"],
  ])("with %s cannot be added up, and says its line", (_what, changes, code) => {
    expect(read(changes)).toMatchObject({ ok: false, error: { line: 7, code } });
  });

  it.each([
    ["nothing owed", { "balance.PRINCIPAL": "0.00" }, "balance"],
    ["a negative amount", { "balance.PRINCIPAL": "-5.00" }, "balance.0.amount.amount"],
    ["no reference", { lenderAccountRef: "" }, "lenderAccountRef"],
    ["a product that is none", { product: "BOAT" }, "product"],
    ["an identifier without its type", { "debtor.identifier.type": "" }, "debtor.identifier.type"],
    [
      "a contact point of no known state",
      { "debtor.email.status": "MAYBE" },
      "debtor.contactPoints.0.status",
    ],
    ["a moratorium that is no date", { "circumstances.moratorium": "yes" }, "circumstances.moratorium.until"],
    [
      "a vulnerability in words",
      { "circumstances.vulnerability": "is deaf" },
      "circumstances.vulnerability.code",
    ],
    ["a date in another order", { delinquencyDate: "10.03.2025" }, "delinquencyDate"],
    [
      "a circumstance that is neither true nor false",
      { "circumstances.disputed": "yes" },
      "circumstances.disputed",
    ],
  ])("with %s is added up all the same, and named as invalid", (_what, changes, field) => {
    const outcome = requestOf(changes);
    expect(outcome.error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
  });
});

describe("a line of NDJSON", () => {
  const json = (text: string) =>
    readRow({ format: "NDJSON" }, { kind: "row", line: 3, end: 0, lines: 3, cells: [text] });

  it("is the very body of the API", () => {
    const body = { lenderAccountRef: "L-1", balance: [{ amount: { amount: 5, currency: "USD" } }], more: 1 };
    expect(json(JSON.stringify(body))).toEqual({
      ok: true,
      value: { line: 3, lenderAccountRef: "L-1", body, amounts: [{ amount: 5, currency: "USD" }] },
    });
  });

  it.each([
    ["{", "ROW_NOT_JSON"],
    ["[]", "ROW_NOT_JSON"],
    ["null", "ROW_NOT_JSON"],
    ["a,b", "ROW_NOT_JSON"],
    ["{}", "AMOUNT_UNREADABLE"],
    ['{"balance":[{"amount":{"amount":1.5,"currency":"USD"}}]}', "AMOUNT_UNREADABLE"],
    ['{"balance":[{"amount":{"amount":"5","currency":"USD"}}]}', "AMOUNT_UNREADABLE"],
    ['{"balance":[{"amount":{"amount":1e300,"currency":"USD"}}]}', "AMOUNT_UNREADABLE"],
    ['{"balance":[{"amount":{"amount":5,"currency":"XXZ"}}]}', "AMOUNT_UNREADABLE"],
  ])("%s cannot be added up, and says its line", (text, code) => {
    expect(json(text)).toMatchObject({ ok: false, error: { line: 3, code } });
  });
});
