import * as z from "zod";
import { Refused } from "../kernel/problems.ts";
import type { HttpContext } from "./http-app.ts";
import { parsed } from "./http-body.ts";

export const PAGE_LIMIT_MAX = 200;

const Limit = z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(50);

const Position = z.record(z.string(), z.string());

export type Paging = { readonly limit: number; readonly after?: Record<string, string> };

/** @throws Refused `invalid-request` */
export const limitOf = (c: HttpContext): number =>
  parsed(z.object({ limit: Limit }), { limit: c.req.query("limit") }).limit;

/**
 * `limit` and `cursor` of a list. The reader refuses a cursor that leads elsewhere than it came from.
 * @throws Refused `invalid-request`, `invalid-cursor`
 */
export function pagingOf(c: HttpContext): Paging {
  const limit = limitOf(c);
  const cursor = c.req.query("cursor");
  return cursor === undefined ? { limit } : { limit, after: positionIn(cursor) };
}

/** The answer of a list: its items and, when there are more, the cursor that leads on. */
export const pageOf = <T>(items: readonly T[], next?: Readonly<Record<string, unknown>>) => ({
  items,
  ...(next && { nextCursor: cursorOf(next) }),
});

export const cursorOf = (next: Readonly<Record<string, unknown>>): string =>
  Buffer.from(JSON.stringify(next)).toString("base64url");

/** Where a cursor leads. @throws Refused `invalid-cursor` */
export function positionIn(cursor: string): Record<string, string> {
  try {
    return Position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw new Refused({ code: "invalid-cursor", detail: "Use a nextCursor of this very list, unchanged." });
  }
}
