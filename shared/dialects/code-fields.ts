import * as z from "zod";
import { eventData } from "../callbacks/event-data.ts";
import { INVENTORY_STATE, inventoryStates } from "./inventory-states.ts";
import { isEventType, Origin, type AnyEventType } from "../callbacks/wire.ts";

/** The type itself, whether it may be left out or not. */
function bare(schema: unknown): unknown {
  const isWrapped =
    schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional;
  return isWrapped ? bare(schema.unwrap()) : schema;
}

type CodeFields = ReadonlyMap<string, ReadonlySet<string>>;

/** Schemas are not read before a dialect asks. */
const read = new Map<AnyEventType, CodeFields>();

/** Members of an event type's `data` that take one of a list of codes, read off its schema, with what each may say. */
export function codeFieldsOf(eventType: AnyEventType): CodeFields {
  const known = read.get(eventType);
  if (known !== undefined) return known;
  const fields = new Map(
    Object.entries(eventData[eventType].shape).flatMap(([member, schema]) => {
      const type = bare(schema);
      return type instanceof z.ZodEnum ? [[member, new Set(type.options.map(String))] as const] : [];
    }),
  );
  read.set(eventType, fields);
  return fields;
}

const eventTypes = (): readonly AnyEventType[] => Object.keys(eventData).filter(isEventType);

/** Whether the `data` of any event type has that member. */
export const isDataMember = (name: string): boolean =>
  eventTypes().some((eventType) => Object.hasOwn(eventData[eventType].shape, name));

export const dataMembersOf = (eventType: AnyEventType): readonly string[] =>
  Object.keys(eventData[eventType].shape);

/** Whose facts there are. */
export const origins: ReadonlySet<string> = new Set(Origin.options);

/**
 * The canonical codes of a crosswalk's field: `eventType`, `origin`, `inventory.state`, `data.code`,
 * `placement.closed/data.code`.
 */
export function canonicalCodesOf(field: string): ReadonlySet<string> | undefined {
  if (field === "eventType") return new Set(eventTypes());
  if (field === "origin") return origins;
  if (field === INVENTORY_STATE) return new Set(inventoryStates);
  const [, eventType, member = ""] = /^(?:([\w.]+)\/)?data\.(\w+)$/u.exec(field) ?? [];
  if (eventType !== undefined)
    return isEventType(eventType) ? codeFieldsOf(eventType).get(member) : undefined;
  const all = eventTypes().flatMap((type) => [...(codeFieldsOf(type).get(member) ?? [])]);
  return all.length === 0 ? undefined : new Set(all);
}

/** Every field of a crosswalk, for each event type that has it. */
export const codeFieldNames = (): readonly string[] => [
  "eventType",
  "origin",
  INVENTORY_STATE,
  ...eventTypes().flatMap((eventType) =>
    [...codeFieldsOf(eventType).keys()].map((member) => `${eventType}/data.${member}`),
  ),
];
