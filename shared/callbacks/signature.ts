import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { epochSeconds, type Instant } from "../kernel/time.ts";
import { sameText } from "../platform/canonical.ts";
import { hmacSha256 } from "../platform/hmac.ts";

/** Standard Webhooks: a request is fresh for this long, before and after. */
export const TOLERANCE_SECONDS = 300;

export type SignatureHeaders = {
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
};

/**
 * Checks a Standard Webhooks signature over the very bytes that came, against every secret in force.
 * @returns refusals `signature-missing`, `signature-stale`, `signature-invalid`
 */
export function verifySignature(
  secrets: readonly string[],
  request: { readonly headers: SignatureHeaders; readonly body: string },
  now: Instant,
): Result<undefined, Refusal> {
  const { id, timestamp, signature } = request.headers;
  if (id === undefined || timestamp === undefined || signature === undefined)
    return refuse({
      code: "signature-missing",
      detail: "Send webhook-id, webhook-timestamp and webhook-signature (standardwebhooks.com).",
    });
  if (!/^\d{1,12}$/u.test(timestamp) || Math.abs(Number(timestamp) - epochSeconds(now)) > TOLERANCE_SECONDS)
    return refuse({
      code: "signature-stale",
      detail: `webhook-timestamp must be within ${TOLERANCE_SECONDS} seconds of the time here; sign again.`,
    });
  const given = signature.split(" ");
  const signed = `${id}.${Number(timestamp)}.${request.body}`;
  const fits = (secret: string): boolean => {
    const expected = `v1,${hmacSha256(secret, signed)}`;
    return given.some((one) => sameText(one, expected));
  };
  if (secrets.some(fits)) return ok(undefined);
  return refuse({
    code: "signature-invalid",
    detail: "The signature fits no secret in force for this agency.",
  });
}
