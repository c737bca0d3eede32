import { withHistory } from "../accounts/history.ts";
import { lifecycleTransitions } from "../accounts/model.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { ClockStore } from "../clocks/store.ts";
import type { EventDraft } from "../kernel/event.ts";
import { placementIdOf, type AccountId, type LenderId } from "../kernel/ids.ts";
import { accepted, Refused } from "../kernel/problems.ts";
import { plusHours, type Clock } from "../kernel/time.ts";
import { next } from "../kernel/transitions.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import { changeOf } from "./answer-offer.ts";
import { withoutOverdue } from "./information-clock.ts";
import type { InformationStore } from "./information-store.ts";
import type { PlacementStore } from "./store.ts";

export type ProvideInformationDeps = {
  readonly accounts: Pick<AccountStore, "find" | "changed" | "step">;
  readonly placements: Pick<PlacementStore, "changed">;
  readonly clocks: Pick<ClockStore, "restarted" | "stopped">;
  readonly information: Pick<InformationStore, "seal">;
  readonly write: Write;
  readonly clock: Clock;
};

/** Once it has its answer, the agency has this long again to take the account. */
const ACKNOWLEDGE_HOURS = 48;

/**
 * The lender answers what the agency asked before it decides: the offer stands again. The answer itself is
 * sealed beside its event, which says only that it was given.
 * @throws Refused `not-found`, `invalid-transition`
 */
export const provideInformation =
  (deps: ProvideInformationDeps) =>
  async (lenderId: LenderId, accountId: AccountId, text: string): Promise<void> =>
    attempts(async () => {
      const before = await deps.accounts.find(accountId);
      if (before?.lenderId !== lenderId) throw new Refused({ code: "not-found", detail: "No such account." });
      const lifecycle = accepted(next(lifecycleTransitions, before.lifecycle, "provide-information"));
      if (before.placement === undefined) throw new Error("an open lifecycle without a placement");
      const now = deps.clock.now();
      const placementId = placementIdOf(accountId, before.placement.number);
      const event: EventDraft = {
        type: "placement.information_provided",
        actor: { kind: "LENDER", id: lenderId },
        effectiveAt: now,
        receivedAt: now,
        data: { placementId, agencyId: before.placement.agencyId },
        route: { queue: "deliveries", group: placementId },
      };
      const attention = withoutOverdue(before.attention);
      const { account, events } = withHistory({ ...before, lifecycle, attention }, [event], now);
      const answer = { accountId, sequence: account.sequence };
      const dueAt = plusHours(now, ACKNOWLEDGE_HOURS);
      const outcome = await deps.write({
        identity: [deps.accounts.step(accountId, `provide-information#${before.version}`, now)],
        state: [
          deps.accounts.changed(before, account, now),
          await deps.information.seal(answer, lenderId, text),
          deps.placements.changed({
            ...changeOf(account, before.placement, placementId),
            state: "OFFERED",
          }),
          ...deps.clocks.restarted({ accountId, kind: "ACKNOWLEDGEMENT", ref: placementId, dueAt }),
          ...deps.clocks.stopped({ accountId, kind: "INFORMATION", ref: placementId }, now),
        ],
        events,
      });
      return outcome.ok ? undefined : again;
    }, onConflict);

export type ProvideInformation = ReturnType<typeof provideInformation>;
