import * as z from "zod";
import { Refused } from "../kernel/problems.ts";
import type { HttpContext } from "./http-app.ts";
import { parsed } from "./http-body.ts";

export const PAGE_LIMIT_MAX = 200;

const Limit = z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(50);

const Position = z.record(z.string(), z.string());

export type Paging = { readonly limit: number; readonly after?: Record<string, string> };

/**
 * `limit` and `cursor` of a list. A cursor only leads on where it came from: it names its list, and what is
 * not one of ours is refused rather than handed to the store.
 * @throws Refused `invalid-request`, `invalid-cursor`
 */
export function pagingOf(c: HttpContext, list: string): Paging {
  const { limit } = parsed(z.object({ limit: Limit }), { limit: c.req.query("limit") });
  const cursor = c.req.query("cursor");
  return cursor === undefined ? { limit } : { limit, after: positionIn(list, cursor) };
}

/** The answer of a list: its items and, when there are more, the cursor that leads on. */
export const pageOf = <T>(items: readonly T[], list: string, next?: Readonly<Record<string, unknown>>) => ({
  items,
  ...(next && { nextCursor: Buffer.from(JSON.stringify([list, next])).toString("base64url") }),
});

function positionIn(list: string, cursor: string): Record<string, string> {
  try {
    const [name, position] = z
      .tuple([z.string(), Position])
      .parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    if (name === list && positionBelongs(list, position)) return position;
  } catch {
    // What cannot be read is refused like what does not belong.
  }
  throw new Refused({ code: "invalid-cursor", detail: "Use a nextCursor of this very list, unchanged." });
}

const positionBelongs = (list: string, { pk, sk, list: indexed, at }: Record<string, string>): boolean =>
  pk !== undefined &&
  sk !== undefined &&
  (indexed === undefined ? pk === list : indexed === list && at !== undefined);
