import { emptyChain, type Actor } from "../kernel/event.ts";
import { Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import { recorded } from "../platform/events.ts";
import type { Write } from "../platform/write.ts";
import type { BookOf } from "./gather-books.ts";
import type { RulesStore } from "./rules-store.ts";
import { STANDARD_VERSION } from "./rules-wire.ts";
import type { RunStore } from "./run-store.ts";
import type { ReconciliationId, ReconciliationView } from "./wire-run.ts";

export type RequestReconciliationDeps = {
  readonly runs: Pick<RunStore, "asked" | "created">;
  readonly rules: Pick<RulesStore, "find">;
  readonly newReconciliationId: () => ReconciliationId;
  readonly write: Write;
  readonly clock: Clock;
};

export type Asking = {
  readonly actor: Actor;
  readonly dryRun?: boolean;
  /** By which rules a dry run looks. */
  readonly ruleVersion?: number | undefined;
};

/** The event by which the reconciler hears of it. */
export const RECONCILIATION_REQUESTED = "reconciliation.requested";

/** Asks for a run over a book, or for a look that makes nothing. One that finds nothing new changes nothing, so that asking twice is harmless. */
export const requestReconciliation =
  (deps: RequestReconciliationDeps) =>
  async (of: BookOf, { actor, dryRun = false, ruleVersion }: Asking): Promise<ReconciliationView> => {
    const now = deps.clock.now();
    if (ruleVersion !== undefined) await mustBeThere(deps, of, ruleVersion);
    const run: ReconciliationView = {
      reconciliationId: deps.newReconciliationId(),
      lenderId: of.lenderId,
      currency: of.currency,
      state: "REQUESTED",
      dryRun,
      ...(ruleVersion !== undefined && { ruleVersion }),
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
          data: { lenderId: of.lenderId, currency: of.currency, dryRun },
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

/** @throws Refused `invalid-request` */
async function mustBeThere(
  { rules }: RequestReconciliationDeps,
  { lenderId }: BookOf,
  version: number,
): Promise<void> {
  if (version === STANDARD_VERSION || (await rules.find(lenderId, version)) !== undefined) return;
  throw new Refused({
    code: "invalid-request",
    detail: "The lender has no such rules.",
    errors: [{ pointer: "/ruleVersion", code: "unknown", detail: `no version ${version}` }],
  });
}

export type RequestReconciliation = ReturnType<typeof requestReconciliation>;
