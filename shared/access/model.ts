import * as z from "zod";
import { KeyId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import type { TransitionTable } from "../kernel/transitions.ts";
import { KeyView, Principal, type KeyState } from "./wire.ts";

/** An API key as kept: never the key, only its hash. */
export const ApiKey = z.object({
  keyId: KeyId,
  hash: z.string(),
  principal: Principal,
  label: z.string(),
  createdAt: Instant,
  /** From this moment on it is refused; in UTC with milliseconds, so that it compares as text. */
  expiresAt: Instant.exactOptional(),
  revokedAt: Instant.exactOptional(),
  /** Written at most once an hour. */
  lastUsedAt: Instant.exactOptional(),
  /** The key that takes over, since it was rotated. */
  successorId: KeyId.exactOptional(),
  predecessorId: KeyId.exactOptional(),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const keyTransitions = {
  rotate: { from: ["ACTIVE"], to: "RETIRING" },
  expire: { from: ["ACTIVE", "RETIRING"], to: "EXPIRED" },
  revoke: { from: ["ACTIVE", "RETIRING", "EXPIRED"], to: "REVOKED" },
} as const satisfies TransitionTable<KeyState>;

/** Where a key stands: time alone can end it. */
export function keyStateOf(key: ApiKey, now: Instant): KeyState {
  if (key.revokedAt !== undefined) return "REVOKED";
  if (key.expiresAt !== undefined && key.expiresAt <= now) return "EXPIRED";
  return key.successorId === undefined ? "ACTIVE" : "RETIRING";
}

export const isInForce = (key: ApiKey, now: Instant): boolean =>
  ["ACTIVE", "RETIRING"].includes(keyStateOf(key, now));

/** A key as answered. What is not named here is not shown. */
export const keyView = (key: ApiKey, now: Instant): KeyView =>
  KeyView.parse({ ...key, state: keyStateOf(key, now) });

const KEY = /^gw_[a-z0-9]+_([0-9A-Za-z]+)_[0-9A-Za-z]{32,128}$/u;

/** The public part of `gw_<stage>_<keyId>_<secret>`; undefined when it is not a key at all. */
export const keyPartOf = (apiKey: string): string | undefined => KEY.exec(apiKey)?.[1];

/** The key id that the operator's first key carries; it is not in the table but in the stack's parameters. */
export const OPERATOR = "operator";
