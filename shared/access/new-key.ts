import type { KeyId } from "../kernel/ids.ts";
import { sha256 } from "../platform/canonical.ts";

export type NewKey = { readonly keyId: KeyId; readonly apiKey: string; readonly hash: string };

/** What a key is made of, beside its id. */
export type KeyMaking = { readonly stage: string; readonly newSecret: () => string };

/** `gw_<stage>_<keyId>_<secret>`, of which only the hash is kept. */
export function newKey(keyId: KeyId, { stage, newSecret }: KeyMaking): NewKey {
  const apiKey = `gw_${stage}_${keyId.slice("key_".length)}_${newSecret()}`;
  return { keyId, apiKey, hash: sha256(apiKey) };
}
