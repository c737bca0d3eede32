import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { components, type ComponentEntry } from "./components.ts";
import {
  callbackComponents,
  callbackName,
  callbackTypes,
  deliveryComponents,
  lenderComponents,
} from "./event-schemas.ts";
import { worded } from "./worded.ts";

export type JsonSchema = z.core.JSONSchema.JSONSchema;

export const refTo = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });

export const allComponents: Readonly<Record<string, ComponentEntry>> = {
  ...components,
  ...callbackComponents,
  ...deliveryComponents,
  ...lenderComponents,
};

type Meta = { readonly id: string };

/** Every schema of the document, by name, with a sentence for each member. */
export function schemas(): Record<string, JsonSchema> {
  const [sent, answered] = [converted("request"), converted("answer")];
  const names = Object.keys(allComponents);
  for (const name of names)
    if (sent[name] && answered[name] && !isDeepStrictEqual(sent[name], answered[name]))
      throw new Error(`${name} differs as request and as answer: give each a name of its own`);
  const both = { ...answered, ...sent };
  const described = names.map((name) => [name, { description: allComponents[name]?.says, ...both[name] }]);
  return worded({ ...Object.fromEntries(described), Callback: toldApart({ ...both["Callback"] }) });
}

/** zod's own conversion of one side: what a request may be, or what an answer is. */
function converted(side: "request" | "answer"): Record<string, JsonSchema> {
  const registry = z.registry<Meta>();
  for (const [id, entry] of Object.entries(allComponents))
    if (entry.side === side || entry.side === "both") registry.add(entry.schema, { id });
  const { schemas: found } = z.toJSONSchema(registry, {
    target: "draft-2020-12",
    io: side === "request" ? "input" : "output",
    uri: (id) => refTo(id).$ref,
    override: ({ zodSchema, jsonSchema }) => tidied(zodSchema, jsonSchema),
  });
  return Object.fromEntries(Object.entries(found).map(([name, schema]) => [name, withoutIdentity(schema)]));
}

function withoutIdentity({ $schema: _dialect, $id: _uri, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

/** Leaves out what only repeats and what would bind a client too tightly. */
function tidied(zodSchema: z.core.$ZodTypes, jsonSchema: JsonSchema): void {
  const { def } = zodSchema._zod;
  // The format says it; the pattern is half a page.
  if (jsonSchema.format === "date" || jsonSchema.format === "date-time") delete jsonSchema.pattern;
  // Safe integers are zod's bound, not a rule of the gateway.
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  // An answer may gain members; only what is strict as a request stays closed.
  if (def.type === "object" && def.catchall === undefined) delete jsonSchema.additionalProperties;
}

/** Client generators need to be told which event type is which schema: the names differ. */
const toldApart = (schema: JsonSchema): JsonSchema => ({
  description: components.Callback.says,
  ...schema,
  discriminator: {
    propertyName: "eventType",
    mapping: Object.fromEntries(callbackTypes.map((type) => [type, refTo(callbackName(type)).$ref])),
  },
});
