import type * as z from "zod";
import { Refused, type Fault } from "../kernel/problems.ts";
import type { HttpContext } from "./http-app.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The body as text, byte for byte what came.
 * @throws Refused `payload-too-large`, `malformed-json` when it is not UTF-8
 */
export async function bodyText(c: HttpContext, bytesMax: number): Promise<string> {
  const declared = Number(c.req.header("content-length") ?? 0);
  if (declared > bytesMax) throw tooLarge(bytesMax);
  const bytes = c.env?.body ?? (await c.req.arrayBuffer());
  const count = typeof bytes === "string" ? Buffer.byteLength(bytes) : bytes.byteLength;
  if (count > bytesMax) throw tooLarge(bytesMax);
  if (typeof bytes === "string") return bytes;
  try {
    return strict.decode(bytes);
  } catch {
    throw new Refused({ code: "malformed-json", detail: "The body is not UTF-8." });
  }
}

/**
 * JSON text as a value.
 * @throws Refused `unsupported-media-type`, `malformed-json`
 */
export function jsonOf(c: HttpContext, text: string): unknown {
  const type = c.req.header("content-type") ?? "";
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/iu.test(type))
    throw new Refused({ code: "unsupported-media-type", detail: `content-type is ${type || "missing"}.` });
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused({ code: "malformed-json", detail: "The body could not be parsed." });
  }
}

/**
 * A value by its schema.
 * @throws Refused `invalid-request` with a pointer to every fault
 */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const outcome = schema.safeParse(value);
  if (outcome.success) return outcome.data;
  const errors = outcome.error.issues.slice(0, FAULT_COUNT_MAX).flatMap(faults);
  throw new Refused({
    code: "invalid-request",
    detail: `${errors.length} fault${errors.length === 1 ? "" : "s"}; the first at ${errors[0]?.pointer || "the root"}: ${errors[0]?.detail}`,
    errors,
  });
}

/** More would not help anybody. */
const FAULT_COUNT_MAX = 20;

function faults(issue: z.core.$ZodIssue): readonly Fault[] {
  const pointer = pointerOf(issue.path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      pointer: `${pointer}/${escaped(key)}`,
      code: "unknown-member",
      detail: "is not known here",
    }));
  return [{ pointer, code: issue.code.replaceAll("_", "-"), detail: issue.message }];
}

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${escaped(String(step))}`).join("");

/** RFC 6901. */
const escaped = (step: string): string => step.replaceAll("~", "~0").replaceAll("/", "~1");

const tooLarge = (bytesMax: number): Refused =>
  new Refused({ code: "payload-too-large", detail: `At most ${bytesMax} bytes are accepted.` });
