import type { AccountStore } from "../accounts/store.ts";
import type { tryAccount } from "../accounts/try-account.ts";
import { faultsOf } from "./faults.ts";
import { treatRow } from "./row-request.ts";

export type CheckRowDeps = {
  readonly accounts: Pick<AccountStore, "idOfReference">;
  readonly tryAccount: ReturnType<typeof tryAccount>;
};

/**
 * Says what would become of one row if it were placed now, and writes nothing. Every row is tried for itself: rows of
 * one file take no room from each other.
 */
export const checkRow = ({ accounts, tryAccount: attempt }: CheckRowDeps) =>
  treatRow(async ({ lenderId }, { request }) => {
    const accountId = await accounts.idOfReference(lenderId, request.lenderAccountRef);
    if (accountId !== undefined) {
      const message = "An account with this reference exists.";
      return {
        outcome: "EXISTING",
        accountId,
        faults: [{ field: "", code: "account-already-exists", message }],
      };
    }
    const { outcome, agencyId, verdicts } = await attempt({ lenderId }, request);
    if (outcome === "REJECTED") return { outcome, faults: faultsOf(verdicts) };
    return { outcome: agencyId === undefined ? "WAITING" : "ELIGIBLE", faults: [] };
  });
