import { emptyChain, type Actor } from "../kernel/event.ts";
import type { Clock } from "../kernel/time.ts";
import { recorded } from "../platform/events.ts";
import type { Write } from "../platform/write.ts";
import type { BookOf } from "./gather-books.ts";
import type { RunStore } from "./run-store.ts";
import type { ReconciliationId, ReconciliationView } from "./wire-run.ts";

export type RequestReconciliationDeps = {
  readonly runs: Pick<RunStore, "asked" | "created">;
  readonly newReconciliationId: () => ReconciliationId;
  readonly write: Write;
  readonly clock: Clock;
};

/** The event by which the reconciler hears of it. */
export const RECONCILIATION_REQUESTED = "reconciliation.requested";

/** Asks for a run over a book. One that finds nothing new changes nothing, so that asking twice is harmless. */
export const requestReconciliation =
  (deps: RequestReconciliationDeps) =>
  async (of: BookOf, actor: Actor): Promise<ReconciliationView> => {
    const now = deps.clock.now();
    const run: ReconciliationView = {
      reconciliationId: deps.newReconciliationId(),
      lenderId: of.lenderId,
      currency: of.currency,
      state: "REQUESTED",
      requestedAt: now,
    };
    const { items } = recorded(
      { accountId: run.reconciliationId, chain: emptyChain },
      [
        {
          type: RECONCILIATION_REQUESTED,
          actor,
          effectiveAt: now,
          receivedAt: now,
          data: { lenderId: of.lenderId, currency: of.currency },
          // One run of a book at a time.
          route: { queue: "finance", group: `${of.lenderId}#${of.currency}` },
        },
      ],
      now,
    );
    const { runs } = deps;
    const written = {
      identity: [runs.asked(run, actor.id)],
      state: [runs.created(run)],
      events: items,
    } as const;
    const outcome = await deps.write(written);
    if (!outcome.ok) throw new Error(`${run.reconciliationId} is taken`);
    return run;
  };

export type RequestReconciliation = ReturnType<typeof requestReconciliation>;
