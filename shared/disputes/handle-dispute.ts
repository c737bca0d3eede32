import { withHistory } from "../accounts/history.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { ClockStore } from "../clocks/store.ts";
import { AccountId, disputeIdOf } from "../kernel/ids.ts";
import type { Clock } from "../kernel/time.ts";
import type { EventMessage } from "../outbox/message.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import { duplicativeOf } from "./duplicative.ts";
import { answerDuplicative, orderHold } from "./start.ts";
import type { DisputeStore } from "./store.ts";

export type HandleDisputeDeps = {
  readonly accounts: Pick<AccountStore, "find" | "changed" | "step">;
  readonly clocks: Pick<ClockStore, "restarted">;
  readonly disputes: Pick<DisputeStore, "find" | "ofAccount" | "changed">;
  readonly write: Write;
  readonly clock: Clock;
};

/**
 * Takes a raised dispute on: a rule answers it if it only repeats an earlier one, else the agency is ordered
 * to stop and the clocks start. A dispute is taken on once, however often its message comes.
 */
export const handleDispute =
  (deps: HandleDisputeDeps) =>
  async (message: EventMessage): Promise<void> => {
    const accountId = AccountId.parse(message.accountId);
    const disputeId = disputeIdOf(accountId, message.sequence);
    await attempts(async () => {
      const [before, disputes] = await Promise.all([
        deps.accounts.find(accountId),
        deps.disputes.ofAccount(accountId),
      ]);
      const dispute = disputes.find((one) => one.disputeId === disputeId);
      if (before === undefined || dispute === undefined) throw new Error(`${disputeId} is not there`);
      if (dispute.state !== "RAISED") return "done";
      const now = deps.clock.now();
      const earlier = duplicativeOf(dispute, disputes);
      const step = earlier
        ? answerDuplicative(before, { dispute, earlier }, now)
        : orderHold(before, dispute, now);
      const { account, events } = withHistory(step.account, step.events, now);
      const outcome = await deps.write({
        identity: [deps.accounts.step(accountId, `handle-dispute#${message.eventId}`, now)],
        state: [
          deps.accounts.changed(before, account, now),
          deps.disputes.changed(dispute, step.dispute),
          ...step.clocks.flatMap((clock) => deps.clocks.restarted(clock)),
        ],
        events,
      });
      return outcome.ok ? "done" : again;
    }, onConflict);
  };
