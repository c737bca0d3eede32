import type { Item } from "../kernel/change.ts";
import { KeyId } from "../kernel/ids.ts";
import { remembering } from "../platform/cache.ts";
import type { Reader } from "../platform/dynamo.ts";
import { ApiKey } from "./model.ts";

/** How long a running function goes on accepting a key that was revoked. */
const CACHE_MS = 10_000;

const keyKey = (keyId: string) => ({ pk: `KEY#${keyId}`, sk: "KEY" });

export const keyStore = (reader: Reader, nowMs: () => number = Date.now) => ({
  /** A key by the part of it that is no secret. */
  find: remembering<string, ApiKey>(
    async (keyPart) => {
      const keyId = KeyId.safeParse(`key_${keyPart}`);
      const item = keyId.success ? await reader.get(keyKey(keyId.data)) : undefined;
      return item === undefined ? undefined : ApiKey.parse(item);
    },
    { ms: CACHE_MS, nowMs },
  ),
  item: (key: ApiKey): Item => ({ ...keyKey(key.keyId), ...key }),
});

export type KeyStore = ReturnType<typeof keyStore>;
