import type * as z from "zod";
import { callbacks, Envelope, isEventType, type AnyCallback, type AnyEventType } from "../callbacks/wire.ts";
import type { Dialect } from "./model.ts";
import { compiledWhenHot } from "../kernel/compiled-when-hot.ts";
import { memberAt, pointerOf, valueAt } from "./pointers.ts";
import { shown } from "./shown.ts";
import { translate } from "./translate.ts";
import type { Unknown } from "./wire.ts";

/** An event that has a name: by its schema, or with the reason why it is not understood. */
export type Named = {
  readonly eventId: string;
  readonly unknownFields: readonly string[];
  /** Whether a dialect was in force: then the event's own text is kept with its receipt. */
  readonly isDialect: boolean;
} & ({ readonly callback: AnyCallback } | { readonly unknown: Unknown });

/** What it is, or by which schema it is no event at all. */
export type Understanding = Named | { readonly schema: z.ZodType; readonly body: unknown };

/**
 * What an agency's event says. What a dialect cannot make sense of is unknown and kept for a person; without a
 * dialect, only types and versions can be unknown, and any other fault is the sender's. An agency whose words
 * have no event id is given the id that the event was sent under.
 */
export function understand(dialect: Dialect | undefined, theirs: unknown, sentAs?: string): Understanding {
  const { unknown, unknownFields, body } = translate(dialect, theirs);
  const about = { unknownFields, isDialect: dialect !== undefined };
  const ours = dialect === undefined ? body : withId(body, sentAs);
  if (unknown !== undefined) return named(ours, { ...about, unknown });
  const schema = schemaOf(memberAt(ours, "eventType"));
  const whole = schema?.safeParse(ours);
  if (whole?.success) return { ...about, eventId: whole.data.eventId, callback: whole.data };
  if (dialect !== undefined) return named(ours, { ...about, unknown: untranslatable(ours, whole?.error) });
  return { schema: schema ?? Envelope, body: ours };
}

const schemas = new Map<AnyEventType, () => z.ZodType<AnyCallback>>();

function schemaOf(eventType: unknown): z.ZodType<AnyCallback> | undefined {
  if (!isEventType(eventType)) return undefined;
  const schema = schemas.get(eventType) ?? compiledWhenHot<z.ZodType<AnyCallback>>(callbacks[eventType]);
  schemas.set(eventType, schema);
  return schema();
}

/** An event that is not understood needs a name to be kept under; without a dialect, a whole envelope. */
function named(body: unknown, about: Omit<Named, "eventId"> & { readonly unknown: Unknown }): Understanding {
  const schema = about.isDialect ? Envelope.pick({ eventId: true }) : Envelope;
  const name = schema.safeParse(body);
  return name.success ? { ...about, eventId: name.data.eventId } : { schema, body };
}

function withId(body: unknown, eventId: string | undefined): unknown {
  const isNameless = typeof body === "object" && body !== null && memberAt(body, "eventId") === undefined;
  return isNameless && eventId !== undefined ? { ...body, eventId } : body;
}

/** Without a type there is no schema to say more. */
function untranslatable(body: unknown, error: z.ZodError | undefined): Unknown {
  const pointer = pointerOf(error === undefined ? ["eventType"] : (error.issues[0]?.path ?? []));
  return { reason: "untranslatable", pointer, value: shown(valueAt(body, pointer)) };
}
