import * as z from "zod";
import type { HttpContext } from "./http-app.ts";
import { parsed } from "./http-body.ts";

const Revision = z.object({
  "if-match": z
    .string()
    .regex(/^"\d{1,8}"$/u, { error: 'an ETag of this very resource, such as "3"' })
    .optional(),
});

/** The revision that the caller looked at. @throws Refused `invalid-request` */
export function ifMatchOf(c: HttpContext): { readonly ifMatch?: number } {
  const { "if-match": tag } = parsed(Revision, { "if-match": c.req.header("if-match") });
  return tag === undefined ? {} : { ifMatch: Number(tag.slice(1, -1)) };
}

/** An answer that says which revision it shows. */
export function revised(c: HttpContext, revision: number): HttpContext {
  c.header("etag", `"${revision}"`);
  return c;
}
