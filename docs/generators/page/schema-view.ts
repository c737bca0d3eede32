import type { JsonSchema } from "../schemas.ts";
import { html, inline, nothing, type Html } from "./html.ts";

const isSchema = (one: unknown): one is JsonSchema => typeof one === "object" && one !== null && !Array.isArray(one);

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

const bound = (text: string, value: unknown): readonly string[] =>
  value === undefined ? [] : [`${text} ${JSON.stringify(value)}`];

/** The rules that a value must keep. */
function limitsOf(schema: JsonSchema): Html {
  const inner = isSchema(schema.items) && schema.items.enum ? schema.items : schema;
  const texts = [
    ...bound("at least", schema.minimum),
    ...bound("at most", schema.maximum),
    ...bound("shortest", schema.minLength),
    ...bound("longest", schema.maxLength),
    ...bound("fewest", schema.minItems),
    ...bound("most", schema.maxItems),
    ...bound("when left out:", schema.default),
  ];
  const values = inner.enum?.map(String) ?? [];
  const known = Array.isArray(schema["examples"]) ? schema["examples"].map(String) : [];
  const coded = (all: readonly string[]): readonly Html[] =>
    all.map((one, index) => html`${index > 0 && ", "}<code>${one}</code>`);
  if (texts.length === 0 && values.length === 0 && known.length === 0 && schema.pattern === undefined) return nothing;
  return html`<dd class="limits">${texts.join("; ")}${schema.pattern !== undefined && html` pattern <code>${schema.pattern}</code>`}${values.length > 0 && html` one of ${coded(values)}`}${known.length > 0 && html` so far ${coded(known)}`}</dd>`;
}

const nested = (schema: JsonSchema): Html => {
  if (schema.properties) return html`<dd>${members(schema)}</dd>`;
  if (isSchema(schema.items) && schema.items.properties) return html`<dd>${members(schema.items)}</dd>`;
  return nothing;
};

/** The members of an object, those of objects inside it indented. */
export const members = (schema: JsonSchema): Html => html`<dl class="members">
${Object.entries(schema.properties ?? {}).map(([name, one]) => isSchema(one) && member(name, one, schema.required))}</dl>
`;

const member = (name: string, schema: JsonSchema, required: readonly string[] = []): Html => html`<div>
<dt><code>${name}</code> <span class="kind">${kindOf(schema)}</span>${required.includes(name) && html` <span class="must">required</span>`}</dt>
<dd>${inline(schema.description ?? "")}</dd>
${limitsOf(schema)}${nested(schema)}</div>
`;

/** A whole schema: its members, or the ways in which it can be. */
export function schemaView(schema: JsonSchema): Html {
  if (schema.properties) return members(schema);
  if (schema.oneOf?.every(({ $ref }) => $ref === undefined)) return html`${schema.oneOf.map(members)}`;
  return html`<dl class="members"><div><dt><span class="kind">${kindOf(schema)}</span></dt>${limitsOf(schema)}</div></dl>
`;
}
