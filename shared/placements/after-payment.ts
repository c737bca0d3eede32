import { stepWritten, type AccountStep, type Known, type StepStores } from "../accounts/account-step.ts";
import { lastPlacement } from "../accounts/change-account.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { Contract } from "../contracts/model.ts";
import type { ContractStore } from "../contracts/store.ts";
import { AccountId } from "../kernel/ids.ts";
import type { Clock } from "../kernel/time.ts";
import type { EventMessage } from "../outbox/message.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import { awaitClearing, reinstate } from "./balance-zero.ts";
import type { By } from "./holder.ts";
import type { PlacementStore } from "./store.ts";

export type AfterPaymentDeps = StepStores & {
  readonly accounts: Pick<AccountStore, "find" | "changed" | "step">;
  readonly contracts: Pick<ContractStore, "portfolio" | "freed" | "reoccupied">;
  readonly placements: Pick<PlacementStore, "find" | "changed">;
  readonly write: Write;
  readonly clock: Clock;
};

/** What follows for the placement when the last that was owed came in, or went back after all was closed. */
export const afterPayment =
  (deps: AfterPaymentDeps) =>
  async (message: EventMessage): Promise<void> => {
    await attempts(async () => {
      const account = await deps.accounts.find(AccountId.parse(message.accountId));
      const placement = account && (await lastPlacement(deps, account));
      if (account === undefined || placement === undefined) return "done";
      const by: By = { actor: { kind: "SYSTEM", id: "placement-worker" }, now: deps.clock.now() };
      const step = await stepAfter(deps, { account, placement }, by);
      if (step === undefined) return "done";
      const name = `after-payment#${message.eventId}`;
      const outcome = await deps.write(stepWritten(deps)(account, step, { name, now: by.now }));
      // Without room at the agency the account stays closed, and a person sees it by its attention.
      if (outcome.ok || outcome.error.some(({ name: what }) => what === "step" || what === "usage"))
        return "done";
      return again;
    }, onConflict);
  };

const stepAfter = async (
  deps: AfterPaymentDeps,
  known: Required<Known>,
  by: By,
): Promise<AccountStep | undefined> =>
  known.account.lifecycle === "CLOSED"
    ? reinstate(known, await contractOf(deps, known), by)
    : awaitClearing(known, by);

/** The contract under which the account's last agency had it, as it is now. */
export async function contractOf(
  deps: { readonly contracts: Pick<ContractStore, "portfolio"> },
  { account, placement }: Known,
): Promise<Contract | undefined> {
  const portfolio = placement && (await deps.contracts.portfolio(account.lenderId));
  return portfolio?.contracts.find(({ agencyId }) => agencyId === placement?.agencyId);
}
