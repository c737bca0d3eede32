import { randomBytes } from "node:crypto";
import type { KeyId } from "../kernel/ids.ts";
import type { Clock } from "../kernel/time.ts";
import { sha256 } from "../platform/canonical.ts";
import type { PutOne } from "../platform/dynamo.ts";
import type { KeyStore } from "./store.ts";
import type { CreatedKey, CreateKeyRequest } from "./wire.ts";

export type CreateKeyDeps = {
  readonly keys: Pick<KeyStore, "item">;
  readonly newKeyId: () => KeyId;
  readonly put: PutOne;
  readonly stage: string;
  readonly clock: Clock;
};

const SECRET_BYTES = 32;

/** Makes a key and shows it this once: `gw_<stage>_<keyId>_<secret>`, of which only the hash is kept. */
export const createKey =
  (deps: CreateKeyDeps) =>
  async ({ principal, label }: CreateKeyRequest): Promise<CreatedKey> => {
    const keyId = deps.newKeyId();
    const secret = randomBytes(SECRET_BYTES).toString("hex");
    const apiKey = `gw_${deps.stage}_${keyId.slice("key_".length)}_${secret}`;
    await deps.put(
      deps.keys.item({ keyId, hash: sha256(apiKey), principal, label, createdAt: deps.clock.now() }),
    );
    return { keyId, apiKey, principal, label };
  };
