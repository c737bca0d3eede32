import { stringify } from "csv-stringify/sync";
import * as z from "zod";
import type { FeedItem } from "../feed/wire.ts";
import { components } from "../ledger/model.ts";
import type { ControlTotal } from "./wire.ts";

/**
 * The columns of a daily file. A member of an event's `data` has the column of its path; amounts are in minor
 * units of `currency`. New columns are added before `more`, which holds as JSON whatever has no column yet.
 */
export const columns = [
  "record",
  "position",
  "eventId",
  "eventType",
  "placementId",
  "occurredAt",
  "lenderAccountRef",
  "product",
  "acknowledgeBy",
  "placementNumber",
  "currency",
  "balance.outstanding",
  "balance.creditBalance",
  ...components.map((component) => `balance.${component}`),
  "adjustment",
  "delinquencyDate",
  "openedOn",
  "limitationDate",
  "debtor.name",
  "debtor.language",
  "debtor.region",
  "debtor.dateOfBirth",
  "debtor.contactPoint.type",
  "debtor.contactPoint.value",
  "debtor.contactPoint.status",
  "debtor.contactPoints",
  "debtor.address.type",
  "debtor.address.value",
  "debtor.address.status",
  "holds",
  "holdId",
  "type",
  "disputeId",
  "outcome",
  "recallId",
  "finalAt",
  "objections",
  "tailUntil",
  "deleteBy",
  "code",
  "reason",
  "explanation",
  "text",
  "withheld",
  "settlementRef",
  "decision",
  "offer",
  "expiresOn",
  "history.paid",
  "history.dispute",
  "history.arrangement",
  "history.lastEndedOn",
  "history.lastEndCode",
  "paymentRef",
  "amount",
  "method",
  "clearedOn",
  "reversalRef",
  "originalPaymentRef",
  "costId",
  "costRef",
  "more",
] as const;

type Cell = readonly [path: string, text: string];

const MoneyLike = z.strictObject({ amount: z.int(), currency: z.string() });
const ComponentLike = z.strictObject({ component: z.string(), amount: MoneyLike });
const Members = z.record(z.string(), z.unknown());

/** A value as cells by path. Components and their balances are cells of their own, other lists one cell. */
function cellsOf(value: unknown, path: string): readonly Cell[] {
  const money = MoneyLike.safeParse(value);
  if (money.success)
    return [
      [path, String(money.data.amount)],
      ["currency", money.data.currency],
    ];
  if (Array.isArray(value)) return cellsOfList(value, path);
  if (path === "objections") return [[path, JSON.stringify(value)]];
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([name, member]) =>
      cellsOf(member, path === "" ? name : `${path}.${name}`),
    );
  return [[path === "balance.currency" ? "currency" : path, String(value)]];
}

function cellsOfList(list: readonly unknown[], path: string): readonly Cell[] {
  const parts = z.array(ComponentLike).min(1).safeParse(list);
  if (parts.success)
    return parts.data.flatMap(({ component, amount }) =>
      cellsOf(amount, path.replace(/components$/u, component)),
    );
  if (list.length === 0) return [];
  return list.every((one) => typeof one === "string")
    ? [[path, list.join(" ")]]
    : [[path, JSON.stringify(list)]];
}

/**
 * Rows as RFC 4180. A cell that a spreadsheet would run as a formula, because it begins with `=`, `+`, `-`,
 * `@`, a tab or a carriage return, gets an apostrophe before it: a telephone number is `'+1…`.
 */
const csv = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { record_delimiter: "windows", escape_formulas: true },
  );

export const headerText = (): string => csv([columns]);

/** Events as rows, in the order of their positions. */
export const rowsText = (items: readonly FeedItem[]): string => csv(items.map(rowOf));

function rowOf({ position, eventId, eventType, placementId, occurredAt, data }: FeedItem): readonly string[] {
  const envelope = {
    record: "EVENT",
    position: String(position),
    eventId,
    eventType,
    placementId,
    occurredAt,
  };
  const cells = new Map<string, string>([...cellsOf(data, ""), ...Object.entries(envelope)]);
  const known = new Set<string>(columns);
  const more = Object.fromEntries([...cells].filter(([path]) => !known.has(path)));
  if (Object.keys(more).length > 0) cells.set("more", JSON.stringify(more));
  return columns.map((column) => cells.get(column) ?? "");
}

/** The last row: how many rows came before it, and the sum of their balances by currency. */
export const trailerText = (count: number, totals: readonly ControlTotal[]): string => {
  const cells = ["TRAILER", String(count), totals.map((one) => `${one.currency}:${one.amount}`).join(" ")];
  return csv([[...cells, ...columns.slice(cells.length).map(() => "")]]);
};

const WithBalance = z.object({
  balance: z.object({ outstanding: MoneyLike }),
});

/** The totals with what these events say is outstanding. */
export function totalsWith(
  totals: readonly ControlTotal[],
  items: readonly FeedItem[],
): readonly ControlTotal[] {
  const sums = new Map(totals.map(({ currency, amount }) => [currency, BigInt(amount)]));
  for (const { data } of items) {
    const found = WithBalance.safeParse(Members.parse(data));
    if (!found.success) continue;
    const { amount, currency } = found.data.balance.outstanding;
    sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amount));
  }
  return [...sums]
    .map(([currency, amount]) => ({ currency, amount: String(amount) }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}
