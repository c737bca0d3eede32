import { knownValues } from "./known-values.ts";
import { propertyWords } from "./property-words.ts";
import type { JsonSchema } from "./schemas.ts";

type Named = Record<string, JsonSchema>;

/**
 * The schemas with a sentence at every member.
 * @throws Error naming every member without words and every word without a member
 */
export function worded(schemas: Named): Named {
  const unused = new Set([...Object.keys(propertyWords), ...Object.keys(knownValues)]);
  const missing: string[] = [];
  const says = (scopes: readonly string[], member: string): string => {
    const key = [...scopes.map((scope) => `${scope}.${member}`), member].find((one) => one in propertyWords);
    if (key === undefined) missing.push(`${scopes[0]}.${member}`);
    else unused.delete(key);
    return propertyWords[key ?? ""] ?? "";
  };
  const known = (name: string, member: string): JsonSchema => {
    const values = knownValues[`${name}.${member}`];
    unused.delete(`${name}.${member}`);
    return values === undefined ? {} : { examples: [...values] };
  };
  const walk = (name: string, schema: JsonSchema): JsonSchema => ({
    ...schema,
    ...(isSchema(schema.items) && { items: walk(name, schema.items) }),
    ...(schema.oneOf && { oneOf: schema.oneOf.map((one) => walk(name, one)) }),
    ...(schema.properties && {
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([member, one]) => [
          member,
          isSchema(one)
            ? { ...walk(name, one), description: says(scopesOf(name), member), ...known(name, member) }
            : one,
        ]),
      ),
    }),
  });
  const result = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, walk(name, schema)]),
  );
  if (missing.length > 0) throw new Error(`members without words: ${[...new Set(missing)].join(", ")}`);
  if (unused.size > 0) throw new Error(`words without a member: ${[...unused].join(", ")}`);
  return result;
}

/** A callback's members may be worded for all callbacks at once, as `Callback.member`; deliveries, plans, breaks and what is of banks likewise. */
const scopesOf = (name: string): readonly string[] => [
  name,
  ...(name.endsWith("Callback") ? ["Callback"] : []),
  ...(name.endsWith("Delivery") ? ["Outbound"] : []),
  ...(name.startsWith("CommissionPlan") ? ["CommissionPlan"] : []),
  ...(name.startsWith("Break") ? ["Break"] : []),
  ...(name.startsWith("BankAccount") ? ["BankAccount"] : []),
  ...(name.includes("Bank") ? ["Bank"] : []),
  ...(/^RemittanceFile(Words|Row)/u.test(name) ? ["RemittanceFileWords"] : []),
  ...(name.includes("RemittanceFile") ? ["RemittanceFile"] : []),
];

const isSchema = (one: JsonSchema["items"]): one is JsonSchema =>
  typeof one === "object" && one !== null && !Array.isArray(one);
