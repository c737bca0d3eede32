import type { JsonSchema } from "../schemas.ts";
import { html, inline, nothing, type Html } from "./html.ts";

const isSchema = (one: unknown): one is JsonSchema =>
  typeof one === "object" && one !== null && !Array.isArray(one);

export const schemaLink = (name: string): Html => html`<a href="#schema-${name}">${name}</a>`;

const referred = ({ $ref }: JsonSchema): string | undefined => $ref?.slice($ref.lastIndexOf("/") + 1);

/** What a value is, in a few words. */
export function kindOf(schema: JsonSchema): Html {
  const name = referred(schema);
  if (name !== undefined) return schemaLink(name);
  if (schema.const !== undefined) return html`always <code>${JSON.stringify(schema.const)}</code>`;
  if (isSchema(schema.items)) return html`list of ${kindOf(schema.items)}`;
  if (schema.oneOf) return html`${alternatives(schema.oneOf)}`;
  if (schema.anyOf) return html`${alternatives(schema.anyOf)}`;
  const type = typeof schema.type === "string" ? schema.type : "any value";
  return html`${schema.format === undefined ? type : `${type}, ${schema.format}`}`;
}

const alternatives = (schemas: readonly JsonSchema[]): readonly Html[] =>
  schemas.map((one, index) => html`${index > 0 && " or "}${kindOf(one)}`);

/** `1 to 64 characters`, as far as there are bounds. */
function range(unit: string, least: number | undefined, most: number | undefined): readonly string[] {
  const said = (text: string): readonly string[] => [unit === "" ? text : `${text} ${unit}`];
  if (least !== undefined && most !== undefined) return said(`${least} to ${most}`);
  if (least !== undefined) return said(`at least ${least}`);
  return most === undefined ? [] : said(`at most ${most}`);
}

const VISIBLE_ASCII = "^[\\x21-\\x7E]+$";

const coded = (texts: readonly string[]): readonly Html[] =>
  texts.map((text, index) => html`${index > 0 && ", "}<code>${text}</code>`);

const valuesOf = (schema: JsonSchema): readonly string[] => {
  const inner = isSchema(schema.items) ? schema.items : schema;
  return inner.enum?.map(String) ?? [];
};

/** The rules that a value must keep, and the values that it is known to have. */
function limitsOf(schema: JsonSchema): Html {
  const { pattern, default: otherwise } = schema;
  const known = Array.isArray(schema["examples"]) ? schema["examples"].map(String) : [];
  const values = valuesOf(schema);
  const rules = [
    ...range("", schema.minimum, schema.maximum),
    ...range("characters", schema.minLength, schema.maxLength),
    ...range("entries", schema.minItems, schema.maxItems),
    ...(pattern === VISIBLE_ASCII ? ["visible ASCII"] : []),
  ].map((text) => html`${text}`);
  const all = [
    ...rules,
    ...(pattern === undefined || pattern === VISIBLE_ASCII ? [] : [html`pattern <code>${pattern}</code>`]),
    ...(values.length > 0 ? [html`one of ${coded(values)}`] : []),
    ...(known.length > 0 ? [html`so far ${coded(known)}`] : []),
    ...(otherwise === undefined ? [] : [html`when left out <code>${JSON.stringify(otherwise)}</code>`]),
  ];
  if (all.length === 0) return nothing;
  return html`<dd class="limits">${all.map((one, index) => html`${index > 0 && "; "}${one}`)}</dd> `;
}

/** Whether a reader writes the object or reads it: then what is always there need not be said. */
export type Way = "sent" | "answered";

function nested(schema: JsonSchema, way: Way): Html {
  if (schema.properties) return html`<dd>${members(schema, way)}</dd>`;
  if (isSchema(schema.items) && schema.items.properties) return html`<dd>${members(schema.items, way)}</dd>`;
  return nothing;
}

/** The members of an object, those of objects inside it indented. */
export const members = (schema: JsonSchema, way: Way): Html =>
  html`<dl class="members">
    ${Object.entries(schema.properties ?? {}).map(
      ([name, one]) =>
        isSchema(one) && member(name, one, { way, required: schema.required?.includes(name) ?? false }),
    )}
  </dl> `;

const member = (name: string, schema: JsonSchema, { way, required }: { way: Way; required: boolean }): Html =>
  html`<div>
    <dt>
      <code>${name}</code>
      <span class="kind">${kindOf(schema)}</span>${presence[way][required ? "always" : "sometimes"]}
    </dt>
    <dd>${inline(schema.description ?? "")}</dd>
    ${limitsOf(schema)}${nested(schema, way)}
  </div> `;

const presence = {
  sent: { always: html` <span class="must">required</span>`, sometimes: nothing },
  answered: { always: nothing, sometimes: html` <span class="kind">if any</span>` },
} as const;

/** A whole schema: its members, or the ways in which it can be. */
export function schemaView(schema: JsonSchema, way: Way): Html {
  if (schema.properties) return members(schema, way);
  if (schema.oneOf?.every(({ $ref }) => $ref === undefined))
    return html`${schema.oneOf.map((one) => members(one, way))}`;
  return html`<dl class="members">
    <div>
      <dt><span class="kind">${kindOf(schema)}</span></dt>
      ${limitsOf(schema)}
    </div>
  </dl> `;
}
