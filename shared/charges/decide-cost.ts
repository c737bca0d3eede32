import { stepWritten, type AccountStep, type StepStores } from "../accounts/account-step.ts";
import type { Account } from "../accounts/model.ts";
import type { AccountStore } from "../accounts/store.ts";
import { accountIdOf, type CostId, type LenderId } from "../kernel/ids.ts";
import { money } from "../kernel/money.ts";
import { accepted, Refused, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { Clock } from "../kernel/time.ts";
import { next } from "../kernel/transitions.ts";
import { holderEvent, type By } from "../placements/holder.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import { costTransitions, type Cost } from "./cost.ts";
import type { CostStore } from "./cost-store.ts";
import { owedFor } from "./incur-cost.ts";
import type { DecideCostRequest } from "./wire.ts";

export type DecideCostDeps = StepStores & {
  readonly accounts: Pick<AccountStore, "find" | "changed" | "step">;
  readonly costs: Pick<CostStore, "find" | "decided">;
  readonly write: Write;
  readonly clock: Clock;
};

export type DecideCost = {
  readonly lenderId: LenderId;
  readonly costId: CostId;
  readonly request: DecideCostRequest;
};

/**
 * The lender takes on what an agency spent without permission, or does not; the agency hears it. The same decision
 * again is the one that stands.
 * @throws Refused `not-found`, `invalid-transition`
 */
export const decideCost =
  (deps: DecideCostDeps) =>
  async ({ lenderId, costId, request }: DecideCost): Promise<Cost> =>
    attempts(async () => {
      const [account, before] = await Promise.all([
        deps.accounts.find(accountIdOf(costId)),
        deps.costs.find(costId),
      ]);
      if (account === undefined || before?.lenderId !== lenderId)
        throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
      if (before.state === request.decision && before.reason === request.reason) return before;
      const by: By = { actor: { kind: "LENDER", id: lenderId }, now: deps.clock.now() };
      const { step, cost } = accepted(costDecision(account, { cost: before, request }, by));
      const written = stepWritten(deps)(account, step, { name: `decide-cost#${costId}`, now: by.now });
      const outcome = await deps.write({ ...written, state: [...written.state, deps.costs.decided(cost)] });
      return outcome.ok ? cost : again;
    }, onConflict);

type Asked = { readonly cost: Cost; readonly request: DecideCostRequest };
type Decided = { readonly step: AccountStep; readonly cost: Cost };

const transitionOf = { AUTHORISED: "authorise", REJECTED: "reject" } as const;

/** Pure: an authorised cost is owed by the lender from then on, a rejected one by nobody. @returns refusal `invalid-transition` */
export function costDecision(
  account: Account,
  { cost, request: { decision, reason } }: Asked,
  by: By,
): Result<Decided, Refusal> {
  const state = next(costTransitions, cost.state, transitionOf[decision]);
  if (!state.ok) return state;
  const { costId, costRef, placementId, agencyId, amount, currency } = cost;
  const told = holderEvent(
    by,
    { placementId, agencyId },
    {
      type: "cost.decided",
      data: { costId, costRef, decision, amount: money(amount, currency), reason },
    },
  );
  const postings = decision === "AUTHORISED" ? owedFor(agencyId, amount) : [];
  return ok({
    cost: { ...cost, state: state.value, reason, decidedAt: by.now },
    step: { account, events: [{ ...told, postings }] },
  });
}
