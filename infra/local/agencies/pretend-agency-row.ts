import * as z from "zod";
import { Delivery } from "./pretend-agency-wire.ts";

/** A row of a daily file: cells by column. */
export const Row = z.record(z.string(), z.string());
export type Row = z.infer<typeof Row>;

type Members = Record<string, unknown>;

/** What a row says of itself; every other column is a member of the body's data, named by its path. */
const envelope = new Set(["record", "position", "eventId", "eventType", "placementId", "occurredAt"]);

/** The row as the body that is pushed elsewhere. An empty list has no cell, but an offer's holds are needed. */
export function deliveryOf(row: Row): Delivery {
  const data: Members = row["eventType"] === "placement.offered" ? { holds: [] } : {};
  for (const [column, cell] of Object.entries(row))
    if (cell !== "" && !envelope.has(column) && column !== "currency" && column !== "more")
      put(data, column.split("."), valueOf(column, plain(cell), row["currency"] ?? ""));
  return Delivery.parse({ ...row, data });
}

/** What a spreadsheet would run as a formula has an apostrophe before it. */
const plain = (cell: string): string => (/^'[=+\-@\t\r]/u.test(cell) ? cell.slice(1) : cell);

function valueOf(column: string, cell: string, currency: string): unknown {
  if (column === "adjustment" || column === "offer" || column.startsWith("balance."))
    return { amount: Number(cell), currency };
  if (column === "holds") return cell.split(" ");
  return column === "objections" || column === "debtor.contactPoints" ? JSON.parse(cell) : cell;
}

const isMembers = (value: unknown): value is Members => typeof value === "object" && value !== null;

function put(data: Members, [name = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    data[name] = value;
    return;
  }
  const before = data[name];
  const inner = isMembers(before) ? before : {};
  data[name] = inner;
  put(inner, rest, value);
}
