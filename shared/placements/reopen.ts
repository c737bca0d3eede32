import type { AccountStep, Known } from "../accounts/account-step.ts";
import { lifecycleTransitions, type Account } from "../accounts/model.ts";
import { balanceView } from "../accounts/view.ts";
import { orderedAgain } from "../compliance/order-again.ts";
import type { Contract } from "../contracts/model.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { next } from "../kernel/transitions.ts";
import { holderEvent, ownEvent, type By } from "./holder.ts";
import type { Placement } from "./model.ts";

/**
 * Takes an end back: the agency that had the account last goes on with it, under the contract as it is now. Not
 * once it deleted what it knew of the debtor: then only a new placement can tell it again.
 * @returns refusal `invalid-transition`
 */
export function reopen(
  { account, placement }: Known,
  contract: Contract | undefined,
  by: By & { readonly reason: string },
): Result<AccountStep, Refusal> {
  const state = next(lifecycleTransitions, account.lifecycle, "reopen");
  if (!state.ok) return state;
  if (placement === undefined) return impossible(account, "It never had an agency.");
  if (placement.deletedAt !== undefined) return impossible(account, "The agency deleted the debtor's data.");
  if (contract === undefined) return impossible(account, "There is no contract with the agency any more.");
  return ok(reopened({ account, placement }, contract, by));
}

export function reopened(
  { account, placement }: { readonly account: Account; readonly placement: Placement },
  contract: Contract,
  by: By & { readonly reason: string },
): AccountStep {
  const { accountId, lenderId } = account;
  const { recall: _over, closeCode: _undone, ...kept } = account;
  const { placementId, agencyId, usageShard, number } = placement;
  const change = { placementId, lenderId, agencyId, usageShard };
  const held = orderedAgain(
    { ...kept, lifecycle: "ACTIVE", placement: { number, agencyId, usageShard } },
    by,
  );
  return {
    ...held,
    placement: { ...change, state: "ACTIVE", reopened: true },
    occupied: { contract, usageShard },
    events: [
      holderEvent(
        by,
        { placementId, agencyId },
        {
          type: "placement.reopened",
          data: { reason: by.reason, balance: balanceView(account) },
        },
      ),
      ...held.events,
    ],
    clocksStopped: [
      ...(held.clocksStopped ?? []),
      { kind: "DELETION", ref: placementId },
      { kind: "FINALIZATION", ref: accountId },
    ],
  };
}

/**
 * Gives an account whose placement ended to the allocation again: to a second, a third agency.
 * @returns refusal `invalid-transition`
 */
export function returnAccount(
  { account }: Known,
  by: By & { readonly reason: string },
): Result<AccountStep, Refusal> {
  const state = next(lifecycleTransitions, account.lifecycle, "return");
  if (!state.ok) return state;
  const { recall: _over, closeCode: _undone, ...kept } = account;
  return ok({
    account: { ...kept, lifecycle: "ELIGIBLE" },
    events: [
      {
        ...ownEvent(by, { type: "account.returned", data: { reason: by.reason } }),
        route: { queue: "placements", group: account.accountId },
      },
    ],
    clocksStopped: [{ kind: "FINALIZATION", ref: account.accountId }],
  });
}

const impossible = ({ lifecycle }: Account, detail: string): Result<never, Refusal> =>
  refuse({
    code: "invalid-transition",
    detail,
    extra: { from: lifecycle, event: "reopen", allowed: ["return"] },
  });
