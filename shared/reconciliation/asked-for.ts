import { emptyChain, type Actor } from "../kernel/event.ts";
import type { Instant } from "../kernel/time.ts";
import { recorded } from "../platform/events.ts";
import type { Written } from "../platform/write.ts";
import type { BookOf } from "./gather-books.ts";
import type { RunStore } from "./run-store.ts";
import type { ReconciliationId, ReconciliationView } from "./wire-run.ts";

/** The event by which the reconciler hears of it. */
export const RECONCILIATION_REQUESTED = "reconciliation.requested";

export type AskedFor = {
  readonly reconciliationId: ReconciliationId;
  readonly actor: Actor;
  readonly now: Instant;
  readonly dryRun?: boolean;
  /** By which rules a dry run looks. */
  readonly ruleVersion?: number | undefined;
};

/** A run that somebody asks for. */
export const askedRun = (
  { lenderId, currency }: BookOf,
  { reconciliationId, now, dryRun = false, ruleVersion }: AskedFor,
): ReconciliationView => ({
  reconciliationId,
  lenderId,
  currency,
  state: "REQUESTED",
  dryRun,
  ...(ruleVersion !== undefined && { ruleVersion }),
  requestedAt: now,
});

/** The transaction that asks for it. */
export function writtenOf(
  runs: Pick<RunStore, "asked" | "created">,
  run: ReconciliationView,
  { actor, now }: AskedFor,
): Written {
  const { reconciliationId, lenderId, currency, dryRun } = run;
  const { items } = recorded(
    { accountId: reconciliationId, chain: emptyChain },
    [
      {
        type: RECONCILIATION_REQUESTED,
        actor,
        effectiveAt: now,
        receivedAt: now,
        data: { lenderId, currency, dryRun },
        // One run of a book at a time.
        route: { queue: "finance", group: `${lenderId}#${currency}` },
      },
    ],
    now,
  );
  return { identity: [runs.asked(run, actor.id)], state: [runs.created(run)], events: items };
}
