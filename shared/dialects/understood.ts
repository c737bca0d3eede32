import type { AgencyId } from "../kernel/ids.ts";
import { parsed } from "../kernel/parsed.ts";
import { Refused } from "../kernel/problems.ts";
import type { DialectStore } from "./store.ts";
import { understand, type Named } from "./understand.ts";

export type Understand = { readonly dialects: Pick<DialectStore, "find"> };

/**
 * What an agency's event says, in its dialect if it has one.
 * @throws Refused `invalid-request`
 */
export async function understood(
  use: Understand,
  agencyId: AgencyId,
  { body, sentAs }: { readonly body: unknown; readonly sentAs?: string },
): Promise<Named & { readonly body: unknown }> {
  const event = understand(await use.dialects.find(agencyId), body, sentAs);
  if (!("schema" in event)) return { ...event, body };
  parsed(event.schema, event.body);
  throw new Refused({ code: "invalid-request", detail: "This is no event." });
}
