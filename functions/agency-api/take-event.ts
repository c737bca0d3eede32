import type { DialectStore } from "../../shared/dialects/store.ts";
import type { TakeEvent as TakeNamedEvent } from "../../shared/dialects/take-event.ts";
import { understand, type Named } from "../../shared/dialects/understand.ts";
import type { AgencyId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import { parsed } from "../../shared/platform/http-body.ts";

export type TakeEvent = TakeNamedEvent & { readonly dialects: Pick<DialectStore, "find"> };

/**
 * What an agency's event says, in its dialect if it has one.
 * @throws Refused `invalid-request`
 */
export async function understood(
  use: TakeEvent,
  agencyId: AgencyId,
  { body, sentAs }: { readonly body: unknown; readonly sentAs?: string },
): Promise<Named & { readonly body: unknown }> {
  const event = understand(await use.dialects.find(agencyId), body, sentAs);
  if (!("schema" in event)) return { ...event, body };
  parsed(event.schema, event.body);
  throw new Refused({ code: "invalid-request", detail: "This is no event." });
}
