import type { Refusal } from "../kernel/problems.ts";
import type { KeyId } from "../kernel/ids.ts";
import { ok, type Result } from "../kernel/result.ts";
import { plusHours, type Instant } from "../kernel/time.ts";
import { next } from "../kernel/transitions.ts";
import { keyStateOf, keyTransitions, type ApiKey } from "./model.ts";
import type { RotateKeyRequest } from "./wire.ts";

export type Rotation = {
  readonly key: ApiKey;
  readonly successor: { readonly keyId: KeyId; readonly hash: string };
  readonly request: RotateKeyRequest;
  readonly now: Instant;
};

export type Rotated = { readonly before: ApiKey; readonly successor: ApiKey };

/**
 * A successor for the same principal, and the old key with an end: after the overlap, or earlier when it would
 * have ended before. The successor has an end only if somebody gives it one.
 */
export function rotation({ key, successor, request, now }: Rotation): Result<Rotated, Refusal> {
  const allowed = next(keyTransitions, keyStateOf(key, now), "rotate");
  if (!allowed.ok) return allowed;
  const overlapEnds = plusHours(now, request.overlapHours);
  const expiresAt = key.expiresAt !== undefined && key.expiresAt < overlapEnds ? key.expiresAt : overlapEnds;
  return ok({
    before: { ...key, expiresAt, successorId: successor.keyId },
    successor: {
      ...successor,
      principal: key.principal,
      label: request.label ?? key.label,
      createdAt: now,
      predecessorId: key.keyId,
    },
  });
}

/** The end of a key, at once. Revoking again changes nothing. */
export const revocation = (key: ApiKey, now: Instant): ApiKey =>
  key.revokedAt === undefined ? { ...key, revokedAt: now } : key;
