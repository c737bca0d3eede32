import { isEventType } from "../callbacks/wire.ts";
import { codeFieldsOf, origins } from "./code-fields.ts";
import { textOf } from "./convert.ts";
import type { Dialect } from "./model.ts";
import { memberAt, valueAt, withValueAt } from "./pointers.ts";
import { shown } from "./shown.ts";
import type { Unknown } from "./wire.ts";

/** A body whose codes are canonical, or the first code that is not known. */
export type Crossed = { readonly body: unknown; readonly unknown?: Unknown };

type Codes = Dialect["codes"];

/** What an agency's code stands for, by the first of the fields that has it. */
function crossed(codes: Codes, fields: readonly string[], code: string): string | undefined {
  const field = fields.find((one) => Object.hasOwn(codes[one] ?? {}, code));
  return field === undefined ? undefined : codes[field]?.[code];
}

/** The agency's own meaning of a code comes first, then the canonical one; a third is never guessed. */
export function crossCodes(codes: Codes, theirs: unknown): Crossed {
  const typed = crossType(codes, theirs);
  const eventType = memberAt(typed.body, "eventType");
  if (typed.unknown || !isEventType(eventType)) return typed;
  const members = [...codeFieldsOf(eventType)].map(([member, canonical]) => ({
    pointer: `/data/${member}`,
    fields: [`${eventType}/data.${member}`, `data.${member}`],
    canonical,
  }));
  let { body } = typed;
  let unknown: Unknown | undefined;
  for (const { pointer, fields, canonical } of [origin, ...members]) {
    const value = valueAt(body, pointer);
    const code = textOf(value);
    if (code === undefined) continue;
    const ours = crossed(codes, fields, code) ?? code;
    if (canonical.has(ours)) body = withValueAt(body, pointer, ours);
    else unknown ??= { reason: "unknown-code", pointer, value: shown(value) };
  }
  return { body, ...(unknown && { unknown }) };
}

const origin = { pointer: "/origin", fields: ["origin"], canonical: origins };

function crossType(codes: Codes, body: unknown): Crossed {
  const value = memberAt(body, "eventType");
  const code = textOf(value);
  if (code === undefined) return { body };
  const eventType = crossed(codes, ["eventType"], code) ?? code;
  if (isEventType(eventType)) return { body: withValueAt(body, "/eventType", eventType) };
  return { body, unknown: { reason: "unknown-event-type", pointer: "/eventType", value: shown(value) } };
}
