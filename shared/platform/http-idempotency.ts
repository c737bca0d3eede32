import * as z from "zod";
import type { HttpContext } from "./http-app.ts";
import { parsed } from "./http-body.ts";

const IdempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x21-\x7E]+$/u, { error: "visible ASCII only" });

/** The caller's own name for a request that must not take effect twice. @throws Refused `invalid-request` */
export function idempotencyKeyOf(c: HttpContext): { readonly idempotencyKey?: string } {
  const key = c.req.header("idempotency-key");
  return key === undefined ? {} : { idempotencyKey: parsed(IdempotencyKey, key) };
}
