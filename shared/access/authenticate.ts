import { Refused } from "../kernel/problems.ts";
import { systemClock, type Clock } from "../kernel/time.ts";
import { sha256, sameText } from "../platform/canonical.ts";
import { isInForce, keyPartOf, OPERATOR, type ApiKey } from "./model.ts";
import type { KeyStore } from "./store.ts";
import type { NoteUse } from "./note-use.ts";
import type { Principal } from "./wire.ts";

export type AuthenticateDeps = {
  readonly keys: Pick<KeyStore, "find">;
  /** SHA-256 of the operator's first key, where the function may know it. */
  readonly operatorHash?: string;
  /** Remembers when a key was last used, where that is worth a write. */
  readonly noteUse?: NoteUse;
  readonly clock?: Clock;
};

/** Who speaks, and with which key: what a person did is recorded under the key's id. */
export type Caller = { readonly principal: Principal; readonly keyId: string };

/**
 * Who speaks, by `Authorization: Bearer gw_…`. What is wrong with a key is not told.
 * @throws Refused `unauthenticated`
 */
export const identify =
  (deps: AuthenticateDeps) =>
  async (authorization: string | undefined): Promise<Caller> => {
    const apiKey = /^Bearer (\S+)$/iu.exec(authorization ?? "")?.[1];
    const keyPart = apiKey === undefined ? undefined : keyPartOf(apiKey);
    if (apiKey === undefined || keyPart === undefined) throw unauthenticated();
    if (keyPart === OPERATOR) return operator(deps, apiKey);
    return callerOf(deps, await deps.keys.find(keyPart), apiKey);
  };

export type Identify = ReturnType<typeof identify>;

/**
 * The principal alone, for whom the key does not matter.
 * @throws Refused `unauthenticated`
 */
export const authenticate = (deps: AuthenticateDeps) => {
  const caller = identify(deps);
  return async (authorization: string | undefined): Promise<Principal> =>
    (await caller(authorization)).principal;
};

export type Authenticate = ReturnType<typeof authenticate>;

const unauthenticated = (): Refused =>
  new Refused({
    code: "unauthenticated",
    detail: "Send `Authorization: Bearer <API key>` with a key in force.",
  });

function operator({ operatorHash }: AuthenticateDeps, apiKey: string): Caller {
  if (operatorHash === undefined || !sameText(operatorHash, sha256(apiKey))) throw unauthenticated();
  return { principal: { kind: "ADMIN" }, keyId: OPERATOR };
}

function callerOf(
  { noteUse, clock = systemClock }: AuthenticateDeps,
  key: ApiKey | undefined,
  apiKey: string,
): Caller {
  const now = clock.now();
  if (key === undefined || !isInForce(key, now) || !sameText(key.hash, sha256(apiKey)))
    throw unauthenticated();
  noteUse?.(key, now);
  return { principal: key.principal, keyId: key.keyId };
}
