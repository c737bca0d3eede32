import { withHistory } from "../accounts/history.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { ClockStore } from "../clocks/store.ts";
import type { ContractStore } from "../contracts/store.ts";
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

export type ResolveDisputeDeps = {
  readonly accounts: Pick<AccountStore, "find" | "changed" | "step">;
  readonly clocks: Pick<ClockStore, "stopped">;
  readonly contracts: Pick<ContractStore, "freed">;
  readonly disputes: Pick<DisputeStore, "find" | "changed">;
  readonly placements: Pick<PlacementStore, "changed">;
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
      const decided = accepted(
        resolution({ before, dispute, request, actor: { kind: "LENDER", id: lenderId }, now }),
      );
      const { account, events } = withHistory(decided.account, decided.events, now);
      const { placement } = decided;
      const outcome = await deps.write({
        identity: [deps.accounts.step(accountId, `resolve#${disputeId}`, now)],
        state: [
          deps.accounts.changed(before, account, now),
          deps.disputes.changed(dispute, decided.dispute),
          ...(placement ? [deps.placements.changed(placement), deps.contracts.freed(placement)] : []),
          deps.clocks.stopped({ accountId, kind: "HOLD_ACKNOWLEDGEMENT", ref: dispute.holdId }, now),
          deps.clocks.stopped({ accountId, kind: "LENDER_ANSWER", ref: disputeId }, now),
        ],
        events,
      });
      return outcome.ok ? decided.dispute : again;
    }, onConflict);
