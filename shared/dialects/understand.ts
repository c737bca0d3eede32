import type * as z from "zod";
import { Callback, Envelope } from "../callbacks/wire.ts";
import { isEventType } from "./code-fields.ts";
import type { Dialect } from "./model.ts";
import { pointerOf, valueAt } from "./pointers.ts";
import { shown } from "./shown.ts";
import { translate } from "./translate.ts";
import type { Unknown } from "./wire.ts";

/** An event that has a name: by its schema, or with the reason why it is not understood. */
export type Named = {
  readonly eventId: string;
  readonly unknownFields: readonly string[];
  /** Whether a dialect was in force: then the event's own text is kept with its receipt. */
  readonly isDialect: boolean;
} & ({ readonly callback: Callback } | { readonly unknown: Unknown });

/** What it is, or by which schema it is no event at all. */
export type Understanding = Named | { readonly schema: z.ZodType; readonly body: unknown };

/**
 * What an agency's event says. What a dialect cannot make sense of is unknown and kept for a person; without a
 * dialect, only types and versions can be unknown, and any other fault is the sender's. An agency whose words
 * have no event id is given the id that the event was sent under.
 */
export function understand(dialect: Dialect | undefined, theirs: unknown, sentAs?: string): Understanding {
  const translation = translate(dialect, theirs);
  const body = dialect === undefined ? translation.body : withId(translation.body, sentAs);
  const about = { unknownFields: translation.unknownFields, isDialect: dialect !== undefined };
  const whole = translation.unknown === undefined ? Callback.safeParse(body) : undefined;
  if (whole?.success === true) return { ...about, eventId: whole.data.eventId, callback: whole.data };
  if (whole !== undefined && dialect === undefined)
    return { schema: isEventType(valueAt(body, "/eventType")) ? Callback : Envelope, body };
  const unknown = translation.unknown ?? untranslatable(body, whole?.error);
  const schema = dialect === undefined ? Envelope : Envelope.pick({ eventId: true });
  const named = schema.safeParse(body);
  return named.success ? { ...about, eventId: named.data.eventId, unknown } : { schema, body };
}

function withId(body: unknown, eventId: string | undefined): unknown {
  const isNameless = typeof body === "object" && body !== null && valueAt(body, "/eventId") === undefined;
  return isNameless && eventId !== undefined ? { ...body, eventId } : body;
}

function untranslatable(body: unknown, error: z.ZodError | undefined): Unknown {
  const pointer = pointerOf(error?.issues[0]?.path ?? []);
  return { reason: "untranslatable", pointer, value: shown(valueAt(body, pointer)) };
}
