import { randomBytes } from "node:crypto";
import { sha256 } from "../platform/canonical.ts";
import type { KeyId } from "../kernel/ids.ts";

const SECRET_BYTES = 32;

export type NewKey = { readonly keyId: KeyId; readonly apiKey: string; readonly hash: string };

/** `gw_<stage>_<keyId>_<secret>`, of which only the hash is kept. */
export function newKey(keyId: KeyId, stage: string): NewKey {
  const secret = randomBytes(SECRET_BYTES).toString("hex");
  const apiKey = `gw_${stage}_${keyId.slice("key_".length)}_${secret}`;
  return { keyId, apiKey, hash: sha256(apiKey) };
}
