import type { Item, Update } from "../kernel/change.ts";
import { KeyId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { remembering } from "../platform/cache.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing } from "../platform/listing.ts";
import { ApiKey } from "./model.ts";

/** How long a running function goes on accepting a key that was revoked. */
const CACHE_MS = 10_000;

const LIST = "KEYS";

const keyKey = (keyId: string) => ({ pk: `KEY#${keyId}`, sk: "KEY" });

export const keyStore = (reader: Reader, nowMs: () => number = Date.now) => {
  const current = async (keyId: KeyId): Promise<ApiKey | undefined> => {
    const item = await reader.get(keyKey(keyId));
    return item === undefined ? undefined : ApiKey.parse(item);
  };
  return {
    /** A key by the part of it that is no secret, as it was at most some seconds ago. */
    find: remembering<string, ApiKey>(
      async (keyPart) => {
        const keyId = KeyId.safeParse(`key_${keyPart}`);
        return keyId.success ? current(keyId.data) : undefined;
      },
      { ms: CACHE_MS, nowMs },
    ),
    /** As it stands now, for whoever changes it. */
    current,
    /** Keys in the order of their ids, which is that of their making. */
    page: async (limit: number, after?: Page["next"]) => {
      const page = await listing(reader)({ list: LIST, limit, after });
      return { ...page, items: page.items.map((item) => ApiKey.parse(item)) };
    },
    item: (key: ApiKey): Item => ({ ...keyKey(key.keyId), ...key, list: LIST, at: key.keyId }),
    /** Of several functions that saw the same last use, one writes the next. */
    used: ({ keyId, lastUsedAt }: ApiKey, now: Instant): Update => ({
      kind: "update",
      name: "key-use",
      key: keyKey(keyId),
      set: { lastUsedAt: now },
      when: [
        { attribute: "pk", is: "present" },
        lastUsedAt === undefined
          ? { attribute: "lastUsedAt", is: "absent" }
          : { attribute: "lastUsedAt", is: "=", value: lastUsedAt },
      ],
    }),
  };
};

export type KeyStore = ReturnType<typeof keyStore>;
