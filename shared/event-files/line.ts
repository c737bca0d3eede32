import { kindOf } from "./columns.ts";
import type { EventFile } from "./model.ts";

/** A line of a file as its format splits it: the cells of a CSV row; of NDJSON, one cell with the JSON. */
export type Line = { readonly line: number; readonly cells: readonly string[] };

/** A line as the event that it stands for, not yet looked at; `undefined` when it is no JSON. */
export type ReadLine = { readonly line: number; readonly body: unknown };

/** Lines are read in one way, when the file is checked and when its events are taken. */
export const readLine = (file: Pick<EventFile, "format" | "columns">, { line, cells }: Line): ReadLine => ({
  line,
  body: file.format === "CSV" ? eventIn(file.columns ?? [], cells) : jsonIn(cells[0] ?? ""),
});

/** An empty cell is a member that is not there; `data` always is. */
function eventIn(columns: readonly string[], cells: readonly string[]): unknown {
  const eventType = cells[columns.indexOf("eventType")] ?? "";
  const event: Record<string, unknown> = { data: {} };
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? "";
    if (cell !== "") put(event, column.split("."), valueOf(cell, kindOf(eventType, column)));
  }
  return event;
}

/** What is no JSON where JSON is expected stays a text, and the schema says what is wrong with it. */
const valueOf = (cell: string, kind: ReturnType<typeof kindOf>): unknown =>
  kind === "text" ? cell : (jsonIn(cell) ?? cell);

function put(into: Record<string, unknown>, [name = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    Object.assign(into, { [name]: value });
    return;
  }
  const inner = { ...asObject(into[name]) };
  put(inner, rest, value);
  Object.assign(into, { [name]: inner });
}

const asObject = (value: unknown): object => (typeof value === "object" && value !== null ? value : {});

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
