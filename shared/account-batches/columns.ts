import * as z from "zod";
import { Circumstances } from "../accounts/wire.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { components } from "../ledger/model.ts";

const facts = [
  "lenderAccountRef",
  "originalAccountRef",
  "product",
  "segment",
  "openedOn",
  "delinquencyDate",
  "limitationDate",
  "currency",
] as const;
const debtor = [
  "debtor.name",
  "debtor.language",
  "debtor.region",
  "debtor.dateOfBirth",
  "debtor.identifier.type",
  "debtor.identifier.value",
] as const;

/** Where a debtor can be reached, one point of each type, and what is known of it. */
export const contactColumns = [
  { column: "debtor.email", type: "EMAIL" },
  { column: "debtor.phone", type: "PHONE" },
  { column: "debtor.address", type: "POST" },
].map((one) => ({ ...one, status: `${one.column}.status` }));

/** One column for each component of a balance: a decimal amount in the row's currency. */
export const balanceColumns = components.map((component) => ({
  column: `balance.${component}`,
  component,
}));

/** One column for each circumstance that the API knows. */
export const circumstanceColumns = Object.keys(Circumstances.shape).map((member) => ({
  column: `circumstances.${member}`,
  member,
}));

/** Every column that a CSV file may have, in the order in which they are documented. */
export const columns: readonly string[] = [
  ...facts,
  ...balanceColumns.map(({ column }) => column),
  ...debtor,
  ...contactColumns.flatMap(({ column, status }) => [column, status]),
  ...circumstanceColumns.map(({ column }) => column),
];

/** Without these no row can be an account. */
const requiredColumns = [
  "lenderAccountRef",
  "product",
  "delinquencyDate",
  "currency",
  "debtor.name",
  "debtor.region",
] as const;

export const Column = z.string().refine((name) => columns.includes(name), { error: "not a column" });

const HEADER_COUNT_MAX = 200;

/** What a lender's own headers are called here; `null` is a column that is not looked at. */
export const HeaderMap = z
  .record(z.string().min(1).max(200), Column.nullable())
  .check(({ value, issues }) => {
    const named = Object.values(value).filter((name) => name !== null);
    if (new Set(named).size !== named.length)
      issues.push({ code: "custom", message: "two headers lead to one column", input: value });
    if (Object.keys(value).length > HEADER_COUNT_MAX)
      issues.push({ code: "custom", message: `more than ${HEADER_COUNT_MAX} headers`, input: value });
  });
export type HeaderMap = z.infer<typeof HeaderMap>;

type HeaderFault = { readonly code: string; readonly message: string };

/** What each column of a file is, by its header row and the lender's map; or everything that is wrong with it. */
export function columnsOf(
  header: readonly string[],
  map: HeaderMap = {},
): Result<(string | null)[], readonly HeaderFault[]> {
  const meant = header.map((name) => (Object.hasOwn(map, name) ? (map[name] ?? null) : name));
  const faults = [
    ...unknownIn(meant),
    ...repeatedIn(meant),
    ...requiredColumns
      .filter((column) => !meant.includes(column))
      .map((column) => ({ code: "HEADER_MISSING", message: `There is no column ${column}.` })),
  ];
  if (!meant.some((name) => name?.startsWith("balance.")))
    faults.push({ code: "HEADER_MISSING", message: "There is no column balance.<component>." });
  return faults.length === 0 ? ok(meant) : fail(faults);
}

const unknownIn = (meant: readonly (string | null)[]): HeaderFault[] =>
  meant
    .filter((name) => name !== null && !columns.includes(name))
    .map((name) => ({
      code: "HEADER_UNKNOWN",
      message: `${JSON.stringify(shortened(name ?? ""))} is not a column; map it, to null if it shall not be looked at.`,
    }));

const repeatedIn = (meant: readonly (string | null)[]): HeaderFault[] =>
  [...Map.groupBy(meant, (name) => name)]
    .filter(([name, all]) => name !== null && all.length > 1)
    .map(([name]) => ({
      code: "HEADER_REPEATED",
      message: `${JSON.stringify(shortened(name ?? ""))} is there more than once.`,
    }));

const SHOWN_LENGTH_MAX = 60;

const shortened = (text: string): string =>
  text.length > SHOWN_LENGTH_MAX ? `${text.slice(0, SHOWN_LENGTH_MAX)}…` : text;
