import type { Create } from "../kernel/change.ts";
import type { LenderId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Instant } from "../kernel/time.ts";
import type { IdempotencyStore } from "./idempotency-store.ts";

/** A request that its caller named, so that a repeat takes no effect. */
export type Once = { readonly key: string; readonly bodyHash: string };

type Asked = {
  readonly lenderId: LenderId;
  /** Keys of one kind of requests are apart from those of others. */
  readonly kind: string;
  readonly once: Once | undefined;
  /** What is done, and to what. */
  readonly answer: string;
};

const scopeOf = ({ lenderId, kind }: Asked, key: string) => ({ lenderId, key: `${kind}#${key}` });

/** That a request was answered, for its own transaction; nothing of one that its caller did not name. */
export const remembered = (
  { remembered: item }: Pick<IdempotencyStore, "remembered">,
  asked: Asked,
  now: Instant,
): readonly Create[] =>
  asked.once === undefined
    ? []
    : [item(scopeOf(asked, asked.once.key), { bodyHash: asked.once.bodyHash, answer: asked.answer }, now)];

/**
 * Whether the very same was answered before.
 * @throws Refused `idempotency-key-reused` when the key belongs to another request
 */
export async function wasAnswered({ find }: Pick<IdempotencyStore, "find">, asked: Asked): Promise<boolean> {
  if (asked.once === undefined) return false;
  const known = await find(scopeOf(asked, asked.once.key));
  if (known === undefined) return false;
  if (known.bodyHash === asked.once.bodyHash && known.answer === asked.answer) return true;
  throw new Refused({
    code: "idempotency-key-reused",
    detail: "The key belongs to another request. Nothing was changed.",
  });
}
