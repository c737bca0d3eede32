import * as z from "zod";
import { eventData } from "../callbacks/event-data.ts";
import { Envelope } from "../callbacks/wire.ts";
import { fail, ok, type Result } from "../kernel/result.ts";

/** How a cell is read: as it stands, or as the JSON that it is. */
type Kind = "text" | "json";

type Kinds = ReadonlyMap<string, Kind>;

type JsonSchema = z.core.JSONSchema._JSONSchema;

/** Every member of an event without members of its own, by the path that leads to it. */
function leaves(schema: JsonSchema, path: string): readonly (readonly [string, Kind])[] {
  if (typeof schema === "boolean") return [[path, "json"]];
  if (schema.type === "object" && schema.properties !== undefined)
    return Object.entries(schema.properties).flatMap(([name, member]) =>
      leaves(member, path === "" ? name : `${path}.${name}`),
    );
  return [[path, schema.type === "string" ? "text" : "json"]];
}

const kindsOf = (schema: z.ZodType, path: string): Kinds =>
  new Map(leaves(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), path));

const envelope = kindsOf(Envelope.omit({ data: true }), "");

/** The columns that each event type has besides the envelope's. */
export const columnsOfType: ReadonlyMap<string, Kinds> = new Map(
  Object.entries(eventData).map(([type, schema]) => [type, kindsOf(schema, "data")]),
);

const every: Kinds = new Map([...envelope, ...[...columnsOfType.values()].flatMap((kinds) => [...kinds])]);

/** Every column that a CSV file may have: the envelope's first. */
export const eventColumns: readonly string[] = [...every.keys()];

/** The columns of the envelope. */
export const envelopeColumns: readonly string[] = [...envelope.keys()];

/** How the cells of a column are read in rows of an event type; of a type that nobody knows, as in any that has it. */
export const kindOf = (eventType: string, column: string): Kind =>
  columnsOfType.get(eventType)?.get(column) ?? every.get(column) ?? "text";

/** Without these no row can be an event. */
export const requiredColumns = ["eventId", "eventType", "placementId", "effectiveAt"] as const;

type HeaderFault = { readonly code: string; readonly message: string };

/** The columns of a file by its header row, or everything that is wrong with it. */
export function columnsIn(header: readonly string[]): Result<readonly string[], readonly HeaderFault[]> {
  const repeated = [...Map.groupBy(header, (name) => name)].filter(([, all]) => all.length > 1);
  const faults = [
    ...header
      .filter((name) => !every.has(name))
      .map((name) => ({ code: "HEADER_UNKNOWN", message: `${shown(name)} is not a column.` })),
    ...repeated.map(([name]) => ({
      code: "HEADER_REPEATED",
      message: `${shown(name)} is there more than once.`,
    })),
    ...requiredColumns
      .filter((column) => !header.includes(column))
      .map((column) => ({ code: "HEADER_MISSING", message: `There is no column ${column}.` })),
  ];
  return faults.length === 0 ? ok(header) : fail(faults);
}

const SHOWN_LENGTH_MAX = 60;

const shown = (name: string): string =>
  JSON.stringify(name.length > SHOWN_LENGTH_MAX ? `${name.slice(0, SHOWN_LENGTH_MAX)}…` : name);
