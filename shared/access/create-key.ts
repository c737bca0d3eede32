import { randomBytes } from "node:crypto";
import type { AgencyStore } from "../agencies/store.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { KeyId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import { sha256 } from "../platform/canonical.ts";
import type { PutOne } from "../platform/dynamo.ts";
import type { KeyStore } from "./store.ts";
import type { CreatedKey, CreateKeyRequest, Principal } from "./wire.ts";

export type CreateKeyDeps = {
  readonly agencies: Pick<AgencyStore, "find">;
  readonly contracts: Pick<ContractStore, "portfolio">;
  readonly keys: Pick<KeyStore, "item">;
  readonly newKeyId: () => KeyId;
  readonly put: PutOne;
  readonly stage: string;
  readonly clock: Clock;
};

const SECRET_BYTES = 32;

/**
 * Makes a key and shows it this once: `gw_<stage>_<keyId>_<secret>`, of which only the hash is kept.
 * @throws Refused `unknown-principal` when nobody of that id is set up
 */
export const createKey =
  (deps: CreateKeyDeps) =>
  async ({ principal, label }: CreateKeyRequest): Promise<CreatedKey> => {
    if (!(await isSetUp(deps, principal)))
      throw new Refused({
        code: "unknown-principal",
        detail: "Set the lender or agency up before its keys.",
      });
    const keyId = deps.newKeyId();
    const secret = randomBytes(SECRET_BYTES).toString("hex");
    const apiKey = `gw_${deps.stage}_${keyId.slice("key_".length)}_${secret}`;
    await deps.put(
      deps.keys.item({ keyId, hash: sha256(apiKey), principal, label, createdAt: deps.clock.now() }),
    );
    return { keyId, apiKey, principal, label };
  };

async function isSetUp(deps: CreateKeyDeps, principal: Principal): Promise<boolean> {
  switch (principal.kind) {
    case "LENDER":
      return (await deps.contracts.portfolio(principal.lenderId)) !== undefined;
    case "AGENCY":
      return (await deps.agencies.find(principal.agencyId)) !== undefined;
    case "FINANCE":
    case "ADMIN":
      return true;
  }
}
