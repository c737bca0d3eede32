import type { KeyId } from "../kernel/ids.ts";
import { accepted } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import type { PutOne } from "../platform/dynamo.ts";
import { keyView } from "./model.ts";
import { newKey, type KeyMaking } from "./new-key.ts";
import { rotation } from "./rotation.ts";
import { existing } from "./scope.ts";
import type { KeyStore } from "./store.ts";
import type { CreatedKey, RotateKeyRequest } from "./wire.ts";

export type RotateKeyDeps = {
  readonly keys: Pick<KeyStore, "current" | "item">;
  readonly clock: Clock;
} & KeyMaking;

export type RotateKey = {
  readonly keyId: KeyId;
  readonly successorId: KeyId;
  readonly request: RotateKeyRequest;
  readonly put: PutOne;
};

/**
 * Makes a successor and shows it this once; the old key goes on for the overlap.
 * @throws Refused `not-found`, `invalid-transition` when the key has ended or has a successor
 */
export const rotateKey =
  (deps: RotateKeyDeps) =>
  async ({ keyId, successorId, request, put }: RotateKey): Promise<CreatedKey> => {
    const now = deps.clock.now();
    const key = existing(await deps.keys.current(keyId));
    const { apiKey, hash } = newKey(successorId, deps);
    const { before, successor } = accepted(
      rotation({ key, successor: { keyId: successorId, hash }, request, now }),
    );
    await put(deps.keys.item(before));
    await put(deps.keys.item(successor));
    return { ...keyView(successor, now), apiKey };
  };
