import { emptyChain, type Actor, type ChainHead } from "../kernel/event.ts";
import type { Instant } from "../kernel/time.ts";
import { recorded } from "../platform/events.ts";
import type { Written } from "../platform/write.ts";
import type { BookOf } from "./book-of.ts";
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

/** One function works on a book at a time; a run that is handed over goes on behind what was asked for meanwhile. */
const routeOf = ({ lenderId, currency }: BookOf) =>
  ({ queue: "finance", group: `${lenderId}#${currency}` }) as const;

/** The event by which the reconciler hears that a run is to go on. */
export const RECONCILIATION_CONTINUED = "reconciliation.continued";

type Going = { readonly chain: ChainHead; readonly now: Instant };

/** The transaction that has a run go on which had no time for all of it; once for each time. */
export function continuedOf(
  runs: Pick<RunStore, "handedOver" | "goesOn">,
  run: Pick<ReconciliationView, "reconciliationId" | "lenderId" | "currency">,
  { chain, now }: Going,
): Written {
  const { reconciliationId } = run;
  const { items } = recorded(
    { accountId: reconciliationId, chain },
    [
      {
        type: RECONCILIATION_CONTINUED,
        actor: { kind: "SYSTEM", id: "reconciler" },
        effectiveAt: now,
        receivedAt: now,
        data: {},
        route: routeOf(run),
      },
    ],
    now,
  );
  return {
    identity: [runs.handedOver(run, chain.sequence, now)],
    state: [runs.goesOn(run, now)],
    events: items,
  };
}

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
        route: routeOf(run),
      },
    ],
    now,
  );
  return { identity: [runs.asked(run, actor.id)], state: [runs.created(run)], events: items };
}
