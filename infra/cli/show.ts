import Table from "cli-table3";
import * as z from "zod";

/** A column of a table: its heading, and the member that it shows, with dots between steps. */
export type Column = readonly [heading: string, member: string];

const Money = z.object({ amount: z.int(), currency: z.string().length(3) });

/** A value in a cell: money with its decimals, lists in a row, and never a character that steers the terminal. */
export function cellOf(value: unknown): string {
  if (typeof value === "string") return printable(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const money = Money.safeParse(value);
  if (money.success) return moneyOf(money.data);
  if (Array.isArray(value)) return value.map(cellOf).join(", ");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([name, member]) => `${name}=${cellOf(member)}`)
      .join(" ");
  return "";
}

const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, " ");

function moneyOf({ amount, currency }: z.infer<typeof Money>): string {
  const digits = decimalsOf(currency);
  const [sign, units] = [amount < 0 ? "-" : "", Math.abs(amount)];
  const whole = Math.floor(units / 10 ** digits).toLocaleString("en-US");
  const rest = String(units % 10 ** digits).padStart(digits, "0");
  return `${sign}${whole}${digits === 0 ? "" : `.${rest}`} ${currency}`;
}

/** The gateway counts by ISO 4217; the runtime knows these by what people pay in cash. */
const byStandard: Readonly<Record<string, number>> = {
  AFN: 2,
  ALL: 2,
  COP: 2,
  HUF: 2,
  IDR: 2,
  IQD: 3,
  IRR: 2,
  KPW: 2,
  LAK: 2,
  LBP: 2,
  MGA: 2,
  MMK: 2,
  PKR: 2,
  SOS: 2,
  SYP: 2,
  YER: 2,
};

/** Decimals of a currency as the gateway has them. */
export function decimalsOf(currency: string): number {
  const standard = byStandard[currency];
  if (standard !== undefined) return standard;
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

function memberOf(value: unknown, member: string): unknown {
  let found: unknown = value;
  for (const step of member.split(".")) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Reflect.get(found, step);
  }
  return found;
}

/** No borders but a line under the headings: it can be read, and cut by columns. */
const plain = {
  chars: {
    top: "",
    "top-mid": "",
    "top-left": "",
    "top-right": "",
    bottom: "",
    "bottom-mid": "",
    "bottom-left": "",
    "bottom-right": "",
    left: "",
    "left-mid": "",
    mid: "",
    "mid-mid": "",
    right: "",
    "right-mid": "",
    middle: "  ",
  },
  style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
};

const trimmed = (table: string): string =>
  table
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .join("\n");

/** A list as a table, with headings in capitals; nothing at all is said in words. */
export function tableOf(items: readonly unknown[], columns: readonly Column[]): string {
  if (items.length === 0) return "Nothing.";
  const table = new Table({ ...plain, head: columns.map(([heading]) => heading.toUpperCase()) });
  for (const item of items) table.push(columns.map(([, member]) => cellOf(memberOf(item, member))));
  return trimmed(table.toString());
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !Money.safeParse(value).success;

const isRecordList = (value: unknown): value is readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) && value.length > 0 && value.every(isRecord);

/** One thing, member by member; lists of things in it come after as tables of their own. */
export function recordOf(value: unknown): string {
  if (!isRecord(value)) return cellOf(value);
  const lines = new Table(plain);
  const tables: string[] = [];
  for (const [name, member] of membersOf(value)) {
    if (!isRecordList(member)) lines.push([name, cellOf(member)]);
    else {
      const names = [...new Set(member.flatMap((one) => Object.keys(one)))];
      const columns = names.map((one): Column => [one, one]);
      tables.push(`${name}\n${tableOf(member, columns)}`);
    }
  }
  return [trimmed(lines.toString()), ...tables].filter((part) => part !== "").join("\n\n");
}

const membersOf = (
  value: Readonly<Record<string, unknown>>,
  prefix = "",
): readonly (readonly [string, unknown])[] =>
  Object.entries(value).flatMap(([name, member]) =>
    isRecord(member) ? membersOf(member, `${prefix}${name}.`) : [[`${prefix}${name}`, member] as const],
  );
