import { converted, textOf } from "./convert.ts";
import type { Dialect } from "./model.ts";
import { leavesOf, valueAt, withValueAt } from "./pointers.ts";
import { shown } from "./shown.ts";
import type { FieldRule, Unknown } from "./wire.ts";

/** A body in our shape, what of theirs could not be read, and what of theirs no rule names. */
export type Mapped = {
  readonly body: unknown;
  readonly unknown?: Unknown;
  readonly unknownFields: readonly string[];
};

/** Nothing, by any of the ways in which nothing is said. */
function isAbsent(value: unknown, { absent = [] }: FieldRule): boolean {
  const text = textOf(value);
  return value === undefined || value === null || value === "" || absent.some((one) => String(one) === text);
}

/** Rules and constants of a dialect, whatever they are about. */
type Rules = Pick<Dialect, "constants"> & { readonly fields: readonly FieldRule[] };

/** Of several rules for the same place the first that finds something counts. */
export function applied({ fields, constants }: Rules, theirs: unknown): Omit<Mapped, "unknownFields"> {
  let body: unknown = {};
  let unknown: Unknown | undefined;
  for (const rule of fields) {
    if (valueAt(body, rule.to) !== undefined) continue;
    const value = valueAt(theirs, rule.from);
    const isNothing = isAbsent(value, rule);
    const ours = isNothing ? rule.default : converted(value, rule, theirs);
    if (ours !== undefined) body = withValueAt(body, rule.to, ours);
    else if (!isNothing) unknown ??= { reason: "untranslatable", pointer: rule.from, value: shown(value) };
  }
  for (const { to, value } of constants)
    if (valueAt(body, to) === undefined) body = withValueAt(body, to, value);
  return { body, ...(unknown && { unknown }) };
}

/** A body by an agency's dialect. */
export function mapFields({ fields, constants, ignored }: Dialect, theirs: unknown): Mapped {
  const known = new Set([...ignored, ...fields.flatMap(sourcesOf)]);
  const unknownFields = leavesOf(theirs).filter((leaf) => !isWithin(leaf, known));
  return { ...applied({ fields, constants }, theirs), unknownFields };
}

const sourcesOf = ({ from, currencyFrom }: FieldRule): readonly string[] =>
  currencyFrom === undefined ? [from] : [from, currencyFrom];

/** What is taken or ignored whole is known with all that is in it; so is what something is taken out of. */
const isWithin = (leaf: string, known: ReadonlySet<string>): boolean =>
  [...known].some((one) => one === leaf || leaf.startsWith(`${one}/`) || one.startsWith(`${leaf}/`));
