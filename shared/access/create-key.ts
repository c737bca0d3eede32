import type { AgencyStore } from "../agencies/store.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { KeyId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import { utc, type Clock, type Instant } from "../kernel/time.ts";
import type { PutOne } from "../platform/dynamo.ts";
import { keyView, type ApiKey } from "./model.ts";
import { newKey, type KeyMaking } from "./new-key.ts";
import type { KeyStore } from "./store.ts";
import type { CreatedKey, CreateKeyRequest, Principal } from "./wire.ts";

export type CreateKeyDeps = {
  readonly agencies: Pick<AgencyStore, "find">;
  readonly contracts: Pick<ContractStore, "portfolio">;
  readonly keys: Pick<KeyStore, "item">;
  readonly clock: Clock;
} & KeyMaking;

export type CreateKey = {
  readonly keyId: KeyId;
  readonly request: CreateKeyRequest;
  /** Where the key goes; the record of the change goes with it. */
  readonly put: PutOne;
};

/**
 * Makes a key and shows it this once; only its hash is kept.
 * @throws Refused `unknown-principal` when nobody of that id is set up, `invalid-request` when it would be over already
 */
export const createKey =
  (deps: CreateKeyDeps) =>
  async ({ keyId, request, put }: CreateKey): Promise<CreatedKey> => {
    const { principal, label, expiresAt } = request;
    const now = deps.clock.now();
    if (expiresAt !== undefined && utc(expiresAt) <= now) throw over(expiresAt);
    if (!(await isSetUp(deps, principal)))
      throw new Refused({
        code: "unknown-principal",
        detail: "Set the lender or agency up before its keys.",
      });
    const { apiKey, hash } = newKey(keyId, deps);
    const key: ApiKey = {
      keyId,
      hash,
      principal,
      label,
      createdAt: now,
      ...(expiresAt && { expiresAt: utc(expiresAt) }),
    };
    await put(deps.keys.item(key));
    return { ...keyView(key, now), apiKey };
  };

const over = (expiresAt: Instant): Refused =>
  new Refused({
    code: "invalid-request",
    detail: "The key would be over before it is made.",
    errors: [{ pointer: "/expiresAt", code: "not-ahead", detail: `${expiresAt} is not ahead` }],
  });

async function isSetUp(deps: CreateKeyDeps, principal: Principal): Promise<boolean> {
  switch (principal.kind) {
    case "LENDER":
      return (await deps.contracts.portfolio(principal.lenderId)) !== undefined;
    case "AGENCY":
      return (await deps.agencies.find(principal.agencyId)) !== undefined;
    case "FINANCE":
      return (
        principal.lenderId === undefined || (await deps.contracts.portfolio(principal.lenderId)) !== undefined
      );
    case "ADMIN":
      return true;
  }
}
