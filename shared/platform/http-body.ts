import { Refused } from "../kernel/problems.ts";
import type { HttpContext } from "./http-app.ts";

export { parsed } from "../kernel/parsed.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The body as text, byte for byte what came.
 * @throws Refused `payload-too-large`, `malformed-json` when it is not UTF-8
 */
export async function bodyText(c: HttpContext, bytesMax: number): Promise<string> {
  const declared = Number(c.req.header("content-length") ?? 0);
  if (declared > bytesMax) throw tooLarge(bytesMax);
  const bytes = c.req.body;
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

const tooLarge = (bytesMax: number): Refused =>
  new Refused({ code: "payload-too-large", detail: `At most ${bytesMax} bytes are accepted.` });
