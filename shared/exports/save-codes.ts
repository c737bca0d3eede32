import type { ContractStore } from "../contracts/store.ts";
import { emptyChain, type Actor } from "../kernel/event.ts";
import type { LenderId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import { canonical } from "../platform/canonical.ts";
import { recorded } from "../platform/events.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write, Written } from "../platform/write.ts";
import type { CodesHead, SavedCodes } from "./codes-model.ts";
import type { CodesStore } from "./codes-store.ts";
import { NO_CODES_VERSION, type AccountCodes, type AccountCodesView } from "./codes-wire.ts";
import { findCodes } from "./find-codes.ts";

export type SaveCodesDeps = {
  readonly codes: CodesStore;
  readonly lenders: Pick<ContractStore, "lender">;
  readonly write: Write;
  readonly clock: Clock;
};

export type SavingCodes = {
  readonly lenderId: LenderId;
  readonly actor: Actor;
  /** The version that the caller looked at; any, when left out. */
  readonly ifMatch?: number;
};

/**
 * Saves a lender's account codes as the next version: exports that name none have them from then on. What is said
 * already is said: the same codes are the same version.
 * @throws Refused `not-found`, `precondition-failed` when the caller looked at another version
 */
export const saveCodes =
  (deps: SaveCodesDeps) =>
  async (saving: SavingCodes, accountCodes: AccountCodes): Promise<AccountCodesView> =>
    attempts(async () => {
      const { lenderId, actor } = saving;
      if ((await deps.lenders.lender(lenderId)) === undefined)
        throw new Refused({ code: "not-found", detail: "No such lender." });
      const head = await deps.codes.head(lenderId);
      const latest = head?.latest ?? NO_CODES_VERSION;
      if (saving.ifMatch !== undefined && saving.ifMatch !== latest) throw stale(saving, latest);
      const standing = await findCodes(deps)(lenderId, latest);
      if (standing !== undefined && canonical(standing.accountCodes) === canonical(accountCodes))
        return standing;
      const saved: SavedCodes = {
        lenderId,
        version: latest + 1,
        accountCodes,
        savedBy: actor.id,
        savedAt: deps.clock.now(),
      };
      return (await deps.write(writtenOf(deps, saved, { head, actor }))).ok ? saved : again;
    }, onConflict);

export type SaveCodes = ReturnType<typeof saveCodes>;

type Known = { readonly head: CodesHead | undefined; readonly actor: Actor };

/** A lender's codes have a history of their own. */
function writtenOf({ codes }: SaveCodesDeps, saved: SavedCodes, { head, actor }: Known): Written {
  const { lenderId, version, savedAt } = saved;
  const { items, chain } = recorded(
    { accountId: `acd_${lenderId.slice(4)}`, chain: head ?? emptyChain },
    [{ type: "account_codes.saved", actor, effectiveAt: savedAt, receivedAt: savedAt, data: { version } }],
    savedAt,
  );
  return {
    identity: [codes.saved(saved)],
    state: [codes.moved(lenderId, head, { ...chain, latest: version })],
    events: items,
  };
}

const stale = ({ lenderId, ifMatch }: SavingCodes, version: number): Refused =>
  new Refused({
    code: "precondition-failed",
    detail: `The account codes of ${lenderId} are at version ${version}, not ${ifMatch}. Nothing was changed.`,
    extra: { revision: version },
  });
