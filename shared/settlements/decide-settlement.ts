import { stepWritten, type AccountStep, type StepStores } from "../accounts/account-step.ts";
import type { Account } from "../accounts/model.ts";
import type { AccountStore } from "../accounts/store.ts";
import { placementNumberOf, type AccountId, type LenderId } from "../kernel/ids.ts";
import { money } from "../kernel/money.ts";
import { accepted, refuse, Refused, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { dateOf, type Clock } from "../kernel/time.ts";
import { next } from "../kernel/transitions.ts";
import { currentHolder, holderEvent, type By } from "../placements/holder.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import { settlementTransitions, type Settlement } from "./model.ts";
import { noted } from "./report-settlement.ts";
import type { SettlementStore } from "./store.ts";
import type { DecideSettlementRequest } from "./wire.ts";

export type DecideSettlementDeps = StepStores & {
  readonly accounts: Pick<AccountStore, "find" | "changed" | "step">;
  readonly settlements: Pick<SettlementStore, "ofAccount" | "written">;
  readonly write: Write;
  readonly clock: Clock;
};

export type DecideSettlement = {
  readonly lenderId: LenderId;
  readonly accountId: AccountId;
  readonly request: DecideSettlementRequest;
};

/**
 * The lender answers an offer; the agency hears it in its placement's order. The same decision again changes nothing.
 * @throws Refused `not-found`, `invalid-transition`, `settlement-expired`
 */
export const decideSettlement =
  (deps: DecideSettlementDeps) =>
  async ({ lenderId, accountId, request }: DecideSettlement): Promise<void> =>
    attempts(async () => {
      const [account, settlements] = await Promise.all([
        deps.accounts.find(accountId),
        deps.settlements.ofAccount(accountId),
      ]);
      const before = offerOf(settlements, request.settlementRef);
      if (account?.lenderId !== lenderId || before === undefined)
        throw new Refused({ code: "not-found", detail: "No such offer on an account of yours." });
      if (before.state === request.decision && before.decidedBy === "LENDER") return undefined;
      const by: By = { actor: { kind: "LENDER", id: lenderId }, now: deps.clock.now() };
      const { step, settlement } = accepted(decision(account, { settlements, before, request }, by));
      const name = `settle#${before.settlementRef}#${before.revision}`;
      const written = stepWritten(deps)(account, step, { name, now: by.now });
      const outcome = await deps.write({
        ...written,
        state: [...written.state, deps.settlements.written(settlement)],
      });
      return outcome.ok ? undefined : again;
    }, onConflict);

/** A reference is unique within its agency; of two agencies' offers that share one, the later placement's is meant. */
const offerOf = (settlements: readonly Settlement[], ref: string): Settlement | undefined =>
  settlements
    .filter(({ settlementRef }) => settlementRef === ref)
    .toSorted((a, b) => placementNumberOf(a.placementId) - placementNumberOf(b.placementId))
    .at(-1);

type Deciding = {
  readonly settlements: readonly Settlement[];
  readonly before: Settlement;
  readonly request: DecideSettlementRequest;
};

/** Pure: what a decision does. @returns refusals `invalid-transition`, `settlement-expired` */
export function decision(
  account: Account,
  { settlements, before, request }: Deciding,
  by: By,
): Result<{ readonly step: AccountStep; readonly settlement: Settlement }, Refusal> {
  const event = request.decision === "APPROVED" ? "settlement.approved" : "settlement.declined";
  const state = next(settlementTransitions, before.state, event);
  if (!state.ok) return state;
  const refusal = request.decision === "APPROVED" ? notApprovable(account, before, by) : undefined;
  if (refusal !== undefined) return refuse(refusal);
  const { expiresOn, offer = 0, settlementRef, placementId, agencyId } = before;
  const settlement: Settlement = {
    ...before,
    state: state.value,
    stateAsOf: by.now,
    decidedBy: "LENDER",
    revision: before.revision + 1,
  };
  const told = holderEvent(
    by,
    { placementId, agencyId },
    {
      type: "settlement.decided",
      data: {
        settlementRef,
        decision: request.decision,
        offer: money(offer, account.currency),
        expiresOn,
        ...(request.reason !== undefined && { reason: request.reason }),
      },
    },
  );
  const all = [...settlements.filter((one) => one !== before), settlement];
  return ok({ step: { account: noted(account, all), events: [told] }, settlement });
}

function notApprovable(
  account: Account,
  { state, expiresOn, placementId }: Settlement,
  { now }: By,
): Refusal | undefined {
  if (currentHolder(account)?.placementId !== placementId)
    return {
      code: "invalid-transition",
      detail: "The agency that passed the offer on has the account no more: decline it.",
      extra: { from: state, event: "settlement.approved", allowed: ["settlement.declined"] },
    };
  if (expiresOn !== undefined && expiresOn < dateOf(now))
    return { code: "settlement-expired", detail: `The offer stood until ${expiresOn}.` };
  return undefined;
}
