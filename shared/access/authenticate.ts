import { Refused } from "../kernel/problems.ts";
import { sha256, sameText } from "../platform/canonical.ts";
import { keyPartOf, OPERATOR, type ApiKey } from "./model.ts";
import type { KeyStore } from "./store.ts";
import type { Principal } from "./wire.ts";

export type AuthenticateDeps = {
  readonly keys: Pick<KeyStore, "find">;
  /** SHA-256 of the operator's first key, where the function may know it. */
  readonly operatorHash?: string;
};

/**
 * Who speaks, by `Authorization: Bearer gw_…`. What is wrong with a key is not told.
 * @throws Refused `unauthenticated`
 */
export const authenticate =
  (deps: AuthenticateDeps) =>
  async (authorization: string | undefined): Promise<Principal> => {
    const apiKey = /^Bearer (\S+)$/iu.exec(authorization ?? "")?.[1];
    const keyPart = apiKey === undefined ? undefined : keyPartOf(apiKey);
    if (apiKey === undefined || keyPart === undefined) throw unauthenticated();
    return keyPart === OPERATOR ? operator(deps, apiKey) : principalOf(await deps.keys.find(keyPart), apiKey);
  };

export type Authenticate = ReturnType<typeof authenticate>;

const unauthenticated = (): Refused =>
  new Refused({
    code: "unauthenticated",
    detail: "Send `Authorization: Bearer <API key>` with a key in force.",
  });

function operator({ operatorHash }: AuthenticateDeps, apiKey: string): Principal {
  if (operatorHash === undefined || !sameText(operatorHash, sha256(apiKey))) throw unauthenticated();
  return { kind: "ADMIN" };
}

function principalOf(key: ApiKey | undefined, apiKey: string): Principal {
  if (key === undefined || key.revokedAt !== undefined || !sameText(key.hash, sha256(apiKey)))
    throw unauthenticated();
  return key.principal;
}
