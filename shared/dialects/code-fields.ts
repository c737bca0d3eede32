import * as z from "zod";
import { eventData } from "../callbacks/event-data.ts";

/** The type itself, whether it may be left out or not. */
function bare(schema: unknown): unknown {
  const isWrapped =
    schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional;
  return isWrapped ? bare(schema.unwrap()) : schema;
}

/** Members of `data` that take one of a list of codes, by event type, read off the schemas themselves. */
const byType: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>> = new Map(
  Object.entries(eventData).map(([eventType, { shape }]) => [
    eventType,
    new Map(
      Object.entries(shape).flatMap(([member, schema]) => {
        const type = bare(schema);
        return type instanceof z.ZodEnum ? [[member, new Set(type.options.map(String))] as const] : [];
      }),
    ),
  ]),
);

const none: ReadonlyMap<string, ReadonlySet<string>> = new Map();

/** What each code member of an event type's `data` may say. */
export const codeFieldsOf = (eventType: string): ReadonlyMap<string, ReadonlySet<string>> =>
  byType.get(eventType) ?? none;

export const isEventType = (value: unknown): value is string =>
  typeof value === "string" && Object.hasOwn(eventData, value);

/** Every member of the `data` of any event type. */
export const dataMembers: ReadonlySet<string> = new Set(
  Object.values(eventData).flatMap(({ shape }) => Object.keys(shape)),
);

export const dataMembersOf = (eventType: string): readonly string[] =>
  Object.entries(eventData).flatMap(([type, { shape }]) => (type === eventType ? Object.keys(shape) : []));

/** The canonical codes of a crosswalk's field: `eventType`, `data.code`, `placement.closed/data.code`. */
export function canonicalCodesOf(field: string): ReadonlySet<string> | undefined {
  if (field === "eventType") return new Set(Object.keys(eventData));
  const [, eventType, member = ""] = /^(?:([\w.]+)\/)?data\.(\w+)$/u.exec(field) ?? [];
  if (eventType !== undefined) return codeFieldsOf(eventType).get(member);
  const all = [...byType.values()].flatMap((fields) => [...(fields.get(member) ?? [])]);
  return all.length === 0 ? undefined : new Set(all);
}

/** Every field of a crosswalk, for each event type that has it. */
export const codeFieldNames: readonly string[] = [
  "eventType",
  ...[...byType].flatMap(([eventType, fields]) =>
    [...fields.keys()].map((member) => `${eventType}/data.${member}`),
  ),
];
