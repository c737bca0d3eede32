import type * as z from "zod";
import type { Identify } from "../../shared/access/authenticate.ts";
import type { FinanceRole } from "../../shared/access/wire.ts";
import { canonical, sha256 } from "../../shared/platform/canonical.ts";
import type { HttpContext } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { idempotencyKeyOf } from "../../shared/platform/http-idempotency.ts";
import { financeCaller } from "./finance.ts";

type Taken<Body> = {
  readonly least: FinanceRole;
  readonly body: z.ZodType<Body>;
  readonly bytesMax: number;
};

/**
 * Who of finance asks for what, and under which key of theirs a repeat takes no effect.
 * @throws Refused `unauthenticated`, `forbidden`, `payload-too-large`, `malformed-json`, `invalid-request`
 */
export async function commandIn<Body>(
  use: { readonly identify: Identify },
  c: HttpContext,
  { least, body, bytesMax }: Taken<Body>,
) {
  const { reach, actor } = await financeCaller(use, c, least);
  const json = jsonOf(c, await bodyText(c, bytesMax));
  const asked = parsed(body, json);
  const { idempotencyKey: key } = idempotencyKeyOf(c);
  const once = key === undefined ? {} : { once: { key, bodyHash: sha256(canonical([c.req.path, json])) } };
  return { asked, by: { reach, actor, ...once } };
}
