import { plusHours, type Instant } from "../kernel/time.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import type { ApiKey } from "./model.ts";
import type { KeyStore } from "./store.ts";

/** Often enough to tell a key in use from a forgotten one, and seldom enough to cost nothing. */
const EVERY_HOURS = 1;

export type NoteUseDeps = {
  readonly keys: Pick<KeyStore, "used">;
  readonly update: UpdateOne;
  readonly failed: (cause: unknown) => void;
};

/** Notes that a key was used. Returns at once and never throws: a request neither waits for it nor fails by it. */
export type NoteUse = (key: ApiKey, now: Instant) => void;

export function noteUse({ keys, update, failed }: NoteUseDeps): NoteUse {
  // A key is remembered for some seconds as it was read; that very reading is noted once.
  const noted = new WeakSet<ApiKey>();
  return (key, now) => {
    const { lastUsedAt } = key;
    if (lastUsedAt !== undefined && lastUsedAt > plusHours(now, -EVERY_HOURS)) return;
    if (noted.has(key)) return;
    noted.add(key);
    update(keys.used(key, now)).catch(failed);
  };
}
