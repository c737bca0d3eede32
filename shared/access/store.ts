import type { Item } from "../kernel/change.ts";
import { KeyId } from "../kernel/ids.ts";
import type { Reader } from "../platform/dynamo.ts";
import { ApiKey } from "./model.ts";

/** How long a running function goes on accepting a key that was revoked. */
const CACHE_MS = 10_000;

const keyKey = (keyId: string) => ({ pk: `KEY#${keyId}`, sk: "KEY" });

export const keyStore = (reader: Reader, nowMs: () => number = Date.now) => {
  const cache = new Map<string, { readonly key: ApiKey; readonly until: number }>();
  return {
    find: async (keyPart: string): Promise<ApiKey | undefined> => {
      const cached = cache.get(keyPart);
      if (cached !== undefined && cached.until > nowMs()) return cached.key;
      const keyId = KeyId.safeParse(`key_${keyPart}`);
      const item = keyId.success ? await reader.get(keyKey(keyId.data)) : undefined;
      if (item === undefined) return undefined;
      const key = ApiKey.parse(item);
      cache.set(keyPart, { key, until: nowMs() + CACHE_MS });
      return key;
    },
    item: (key: ApiKey): Item => ({ ...keyKey(key.keyId), ...key }),
  };
};

export type KeyStore = ReturnType<typeof keyStore>;
