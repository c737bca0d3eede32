import { UnsupportedTemplate } from "../plan/template.ts";

/** Tells whether an event passes the filters of an event source mapping; no filter lets everything pass. */
export type Passes = (event: unknown) => boolean;

/**
 * Compiles the patterns of a mapping's filter criteria: exact values, prefix, suffix, anything-but, exists,
 * numeric, equals-ignore-case and nested keys.
 *
 * @throws UnsupportedTemplate for an operator it does not know.
 */
export function compileFilters(patterns: readonly string[], where: string): Passes {
  const compiled = patterns.map((pattern) => compileObject(JSON.parse(pattern), where));
  if (compiled.length === 0) return () => true;
  return (event) => compiled.some((passes) => passes(event));
}

function compileObject(pattern: unknown, where: string): Passes {
  if (!isRecord(pattern))
    throw new UnsupportedTemplate(where, `filter pattern ${JSON.stringify(pattern)} is no object`);
  const fields = Object.entries(pattern).map(([key, expected]) => {
    if (key.startsWith("$"))
      throw new UnsupportedTemplate(where, `filter operator ${key} is not known to the local cloud`);
    const passes = Array.isArray(expected) ? compileRules(expected, where) : compileObject(expected, where);
    return { key, passes };
  });
  return (event) => fields.every(({ key, passes }) => passes(isRecord(event) ? event[key] : undefined));
}

function compileRules(rules: readonly unknown[], where: string): Passes {
  const compiled = rules.map((rule) => compileRule(rule, where));
  return (value) => {
    if (!Array.isArray(value)) return compiled.some((passes) => passes(value));
    const values: readonly unknown[] = value;
    return values.some((each) => compiled.some((passes) => passes(each)));
  };
}

function compileRule(rule: unknown, where: string): Passes {
  if (!isRecord(rule)) return (value) => value === rule;
  const [operator = "", operand] = Object.entries(rule)[0] ?? [];
  const compile = operators[operator];
  if (compile === undefined || Object.keys(rule).length !== 1) {
    throw new UnsupportedTemplate(
      where,
      `filter operator ${JSON.stringify(rule)} is not known to the local cloud`,
    );
  }
  return compile(operand, where);
}

type Operator = (operand: unknown, where: string) => Passes;

const operators: Readonly<Record<string, Operator>> = {
  prefix: (operand, where) => {
    const prefix = textOf(operand, where);
    return (value) => typeof value === "string" && value.startsWith(prefix);
  },
  suffix: (operand, where) => {
    const suffix = textOf(operand, where);
    return (value) => typeof value === "string" && value.endsWith(suffix);
  },
  "equals-ignore-case": (operand, where) => {
    const expected = textOf(operand, where).toLowerCase();
    return (value) => typeof value === "string" && value.toLowerCase() === expected;
  },
  exists: (operand) => (value) => (value !== undefined) === operand,
  "anything-but": (operand, where) => {
    const refused = compileRules(Array.isArray(operand) ? operand : [operand], where);
    return (value) => value !== undefined && !refused(value);
  },
  numeric: (operand, where) => {
    const comparisons = numericRules(operand, where);
    return (value) => typeof value === "number" && comparisons.every((holds) => holds(value));
  },
};

const comparators: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

function numericRules(operand: unknown, where: string): readonly ((value: number) => boolean)[] {
  if (!Array.isArray(operand))
    throw new UnsupportedTemplate(where, `numeric filter ${JSON.stringify(operand)} is no list`);
  const parts: readonly unknown[] = operand;
  return Array.from({ length: Math.ceil(parts.length / 2) }, (_, index) => {
    const [sign, bound] = parts.slice(index * 2, index * 2 + 2);
    const compare = comparators[String(sign)];
    if (compare === undefined || typeof bound !== "number") {
      throw new UnsupportedTemplate(
        where,
        `numeric filter ${JSON.stringify(operand)} is not known to the local cloud`,
      );
    }
    return (value) => compare(value, bound);
  });
}

function textOf(operand: unknown, where: string): string {
  if (typeof operand === "string") return operand;
  throw new UnsupportedTemplate(where, `filter operand ${JSON.stringify(operand)} is no text`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
