import * as z from "zod";
import type { AgencyId } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";

const Cursor = z.strictObject({ feed: z.string(), after: z.int().min(0) });

/** A place in an agency's feed as a text that only the gateway reads. */
export const cursorOf = (agencyId: AgencyId, position: number): string =>
  Buffer.from(JSON.stringify({ feed: agencyId, after: position })).toString("base64url");

/** The position of a cursor, if it is of this agency's feed. Refuses with `invalid-cursor`. */
export function positionIn(agencyId: AgencyId, cursor: string): Result<number, Refusal> {
  const parsed = Cursor.safeParse(jsonIn(cursor));
  if (parsed.success && parsed.data.feed === agencyId) return ok(parsed.data.after);
  return refuse({ code: "invalid-cursor", detail: "Use a nextCursor of this very feed, unchanged." });
}

function jsonIn(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
