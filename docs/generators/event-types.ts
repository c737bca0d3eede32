import * as z from "zod";
import type { EventTypeList, EventTypeView } from "../../shared/callbacks/event-type-wire.ts";
import { AnyCallback } from "../../shared/callbacks/any-callback.ts";
import { Envelope } from "../../shared/callbacks/wire.ts";
import { callbackBodies } from "./callback-examples.ts";
import { callbackName } from "./event-schemas.ts";
import { callbackWords } from "./event-words.ts";
import { schemas, type JsonSchema } from "./schemas.ts";

type Named = Readonly<Record<string, JsonSchema>>;

/** What agencies may report, for programs: `GET /v1/agencies/{agencyId}/event-types` answers the very same. */
export function eventTypes(): z.infer<typeof EventTypeList> {
  const named = schemas();
  return { items: AnyCallback.options.map(({ shape }) => eventType(shape.eventType.value, named)) };
}

function eventType(type: z.infer<typeof AnyCallback>["eventType"], named: Named): EventTypeView {
  const schema = onItsOwn(callbackName(type), named);
  return {
    eventType: type,
    schemaVersion: Envelope.shape.schemaVersion.parse(undefined),
    ...callbackWords[type],
    requires: requiredIn(schema),
    schema,
    example: callbackBodies[type],
  };
}

const Required = z.object({
  properties: z.object({ data: z.object({ required: z.array(z.string()).default([]) }) }),
});

const requiredIn = (schema: JsonSchema): string[] => Required.parse(schema).properties.data.required;

/** A schema that needs no other document: what it names of the components stands where it is named. */
const onItsOwn = (name: string, named: Named): JsonSchema => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  ...JSON.parse(inlined(JSON.stringify(named[name]), named)),
});

/** A component is named as `{"$ref":"…"}`, and a member that says more about it has that beside. */
const inlined = (text: string, named: Named): string =>
  text.replaceAll(/"\$ref":"#\/components\/schemas\/(\w+)"/gu, (_, name: string) =>
    membersOf(inlined(JSON.stringify(named[name]), named)),
  );

/** What stands between the braces. What is said beside comes later, and so it counts. */
const membersOf = (text: string): string => text.slice(1, -1);
