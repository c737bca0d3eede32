import type { KeyId } from "../kernel/ids.ts";
import type { Clock } from "../kernel/time.ts";
import type { PutOne } from "../platform/dynamo.ts";
import { keyView } from "./model.ts";
import { revocation } from "./rotation.ts";
import { existing } from "./scope.ts";
import type { KeyStore } from "./store.ts";
import type { KeyView } from "./wire.ts";

export type RevokeKeyDeps = {
  readonly keys: Pick<KeyStore, "current" | "item">;
  readonly clock: Clock;
};

/** Ends a key at once; ending it again changes nothing. @throws Refused `not-found` */
export const revokeKey =
  (deps: RevokeKeyDeps) =>
  async (keyId: KeyId, put: PutOne): Promise<KeyView> => {
    const now = deps.clock.now();
    const standing = existing(await deps.keys.current(keyId));
    const key = revocation(standing, now);
    if (key !== standing) await put(deps.keys.item(key));
    return keyView(key, now);
  };
