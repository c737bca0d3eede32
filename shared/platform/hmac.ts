import { createHmac, createSecretKey, type KeyObject } from "node:crypto";

/** Making a key takes six times as long as signing with it, so that those in use are kept. */
const KEY_COUNT_MAX = 256;

const keys = new Map<string, KeyObject>();

/** HMAC-SHA-256 of a text in base64, under a secret as Standard Webhooks writes them: `whsec_` and base64. */
export const hmacSha256 = (secret: string, text: string): string =>
  createHmac("sha256", keyOf(secret)).update(text).digest("base64");

function keyOf(secret: string): KeyObject {
  const known = keys.get(secret);
  if (known !== undefined) return known;
  const bytes = Buffer.from(secret.replace(/^whsec_/u, ""), "base64");
  if (bytes.length === 0) throw new RangeError("A secret of no bytes signs nothing.");
  const key = createSecretKey(bytes);
  if (keys.size === KEY_COUNT_MAX) keys.clear();
  keys.set(secret, key);
  return key;
}
