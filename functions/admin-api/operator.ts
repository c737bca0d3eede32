import type * as z from "zod";
import type { Identify } from "../../shared/access/authenticate.ts";
import { asAdmin } from "../../shared/access/scope.ts";
import { Subject } from "../../shared/changes/wire.ts";
import { AgencyId, KeyId, LenderId } from "../../shared/kernel/ids.ts";
import type { HttpContext } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";

const BODY_BYTES_MAX = 64 * 1024;

/** The operator who asks, by the id of the key. @throws Refused `unauthenticated`, `forbidden` */
export async function operator(use: { readonly identify: Identify }, c: HttpContext): Promise<string> {
  const { principal, keyId } = await use.identify(c.req.header("authorization"));
  asAdmin(principal);
  return keyId;
}

export const bodyOf = async <Schema extends z.ZodType>(c: HttpContext, schema: Schema) =>
  parsed(schema, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));

export const lenderIdOf = (c: HttpContext): LenderId => parsed(LenderId, c.req.param("lenderId"));

export const agencyIdOf = (c: HttpContext): AgencyId => parsed(AgencyId, c.req.param("agencyId"));

export const keyIdOf = (c: HttpContext): KeyId => parsed(KeyId, c.req.param("keyId"));

export const subjectOf = (path: string): Subject => Subject.parse(path);
