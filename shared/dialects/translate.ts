import { Envelope, isEventType } from "../callbacks/wire.ts";
import { crossCodes } from "./crosswalk.ts";
import { dataMembersOf } from "./code-fields.ts";
import { mapFields, type Mapped } from "./map-fields.ts";
import type { Dialect } from "./model.ts";
import { memberAt, pointerOf } from "./pointers.ts";
import { shown } from "./shown.ts";
import type { Unknown } from "./wire.ts";

/** An event in the gateway's own words, as far as it was understood. */
export type Translation = Mapped;

/** The only version of events' `data` that there is. */
const SCHEMA_VERSION = 1;

/**
 * An agency's event in the gateway's words. Pure, and never throws: what it does not understand it names, and
 * guesses nothing. Without a dialect the body is left as it is.
 */
export function translate(dialect: Dialect | undefined, body: unknown): Translation {
  const mapped = mappedBy(dialect, body);
  const crossed = dialect === undefined ? untouched(mapped.body) : crossCodes(dialect.codes, mapped.body);
  const unknown = mapped.unknown ?? crossed.unknown ?? unknownVersion(crossed.body);
  const unknownFields =
    dialect === undefined || dialect.fields.length > 0
      ? mapped.unknownFields
      : strangers(crossed.body).filter((pointer) => !dialect.ignored.includes(pointer));
  return { body: crossed.body, unknownFields, ...(unknown && { unknown }) };
}

const mappedBy = (dialect: Dialect | undefined, body: unknown): Mapped =>
  dialect === undefined || dialect.fields.length === 0
    ? { body, unknownFields: [] }
    : mapFields(dialect, body);

function untouched(body: unknown): Pick<Translation, "body" | "unknown"> {
  const value = memberAt(body, "eventType");
  return typeof value !== "string" || isEventType(value)
    ? { body }
    : { body, unknown: { reason: "unknown-event-type", pointer: "/eventType", value: shown(value) } };
}

function unknownVersion(body: unknown): Unknown | undefined {
  const value = memberAt(body, "schemaVersion");
  return typeof value === "number" && Number.isInteger(value) && value > SCHEMA_VERSION
    ? { reason: "unknown-version", pointer: "/schemaVersion", value: shown(value) }
    : undefined;
}

const membersOf = (value: unknown): readonly string[] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];

/** More would say nothing new. */
const STRANGER_COUNT_MAX = 50;

/** Members of our own envelope that we do not know. */
function strangers(body: unknown): readonly string[] {
  const eventType = memberAt(body, "eventType");
  const known = isEventType(eventType) ? dataMembersOf(eventType) : [];
  return [
    ...membersOf(body)
      .filter((name) => !Object.hasOwn(Envelope.shape, name))
      .map((name) => [name]),
    ...membersOf(memberAt(body, "data"))
      .filter((name) => !known.includes(name))
      .map((name) => ["data", name]),
  ]
    .slice(0, STRANGER_COUNT_MAX)
    .map(pointerOf);
}
