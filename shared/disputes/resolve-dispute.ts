import { stepWritten, type StepStores } from "../accounts/account-step.ts";
import { lastPlacement } from "../accounts/change-account.ts";
import type { AccountStore } from "../accounts/store.ts";
import { accountIdOf, type DisputeId, type LenderId } from "../kernel/ids.ts";
import { accepted, Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import type { PlacementStore } from "../placements/store.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import type { Dispute } from "./model.ts";
import { resolution } from "./resolution.ts";
import type { DisputeStore } from "./store.ts";
import type { ResolveDisputeRequest } from "./wire.ts";

export type ResolveDisputeDeps = StepStores & {
  readonly accounts: Pick<AccountStore, "find" | "changed" | "step">;
  readonly disputes: Pick<DisputeStore, "find" | "changed">;
  readonly placements: Pick<PlacementStore, "find" | "changed">;
  readonly write: Write;
  readonly clock: Clock;
};

export type ResolveDispute = {
  readonly lenderId: LenderId;
  readonly disputeId: DisputeId;
  readonly request: ResolveDisputeRequest;
};

/**
 * The lender answers a dispute; the agency hears the outcome, then what follows from it.
 * @throws Refused `not-found`, `invalid-transition`, `currency-mismatch`, `amount-exceeds-balance`
 */
export const resolveDispute =
  (deps: ResolveDisputeDeps) =>
  async ({ lenderId, disputeId, request }: ResolveDispute): Promise<Dispute> =>
    attempts(async () => {
      const accountId = accountIdOf(disputeId);
      const [before, dispute] = await Promise.all([
        deps.accounts.find(accountId),
        deps.disputes.find(disputeId),
      ]);
      if (before === undefined || dispute === undefined || dispute.lenderId !== lenderId)
        throw new Refused({ code: "not-found", detail: "No such dispute." });
      const now = deps.clock.now();
      const placement = await lastPlacement(deps, before);
      const decided = accepted(
        resolution({
          before,
          ...(placement && { placement }),
          dispute,
          request,
          actor: { kind: "LENDER", id: lenderId },
          now,
        }),
      );
      const clocksStopped = [
        ...(decided.clocksStopped ?? []),
        { kind: "HOLD_ACKNOWLEDGEMENT" as const, ref: dispute.holdId },
        { kind: "LENDER_ANSWER" as const, ref: disputeId },
      ];
      const written = stepWritten(deps)(
        before,
        { ...decided, clocksStopped },
        { name: `resolve#${disputeId}`, now },
      );
      const outcome = await deps.write({
        ...written,
        state: [...written.state, deps.disputes.changed(dispute, decided.dispute)],
      });
      return outcome.ok ? decided.dispute : again;
    }, onConflict);
