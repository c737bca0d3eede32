import { RemittanceId } from "../kernel/ids.ts";
import { accepted } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write, Written } from "../platform/write.ts";
import { withRemittanceHistory } from "./history.ts";
import type { Remittance } from "./model.ts";
import { moveRemittance, type RemittanceStep } from "./move-remittance.ts";
import type { RemittanceStore } from "./store.ts";

export type SettleRemittanceDeps = {
  readonly remittances: Pick<RemittanceStore, "find" | "moved" | "stepped">;
  readonly write: Write;
  readonly clock: Clock;
};

/** What a run of the reconciler found of an advice: whether every line has its other side, and the money its own. */
export type Found = { readonly isMatched: boolean; readonly isFunded: boolean };

type Event = RemittanceStep["event"];

/** Where every state leads when its lines are all matched, and when they are not. */
const towards: Readonly<
  Record<string, { readonly matched: readonly Event[]; readonly open: readonly Event[] }>
> = {
  ADVISED: { matched: ["match", "agree"], open: ["match", "break"] },
  MATCHING: { matched: ["agree"], open: ["break"] },
  BROKEN: { matched: ["match", "agree"], open: [] },
  MATCHED: { matched: [], open: [] },
};

/** The steps that lead from where an advice stands to what was found of it; none from where it is funded. */
export function stepsTo(
  { state }: Pick<Remittance, "state">,
  { isMatched, isFunded }: Found,
): readonly Event[] {
  const next = towards[state];
  if (next === undefined) return [];
  // A broken advice whose money came is funded as it is.
  return [...(isMatched ? next.matched : next.open), ...(isFunded ? (["fund"] as const) : [])];
}

/**
 * Moves an advice to where the facts have it, step by step: each is one transaction, and where a run is killed
 * between two the next one goes on. Nothing is written where it stands there.
 */
export const settleRemittance =
  (deps: SettleRemittanceDeps) =>
  async (id: string, found: Found): Promise<void> => {
    await attempts(async () => {
      const before = await deps.remittances.find(RemittanceId.parse(id));
      if (before === undefined || before.state === "LOADING") return true;
      const [step] = stepsTo(before, found);
      if (step === undefined) return true;
      await deps.write(writtenOf(deps, before, step));
      return again; // for the next step, or for this one when somebody was faster
    }, stepping);
  };

export type SettleRemittance = ReturnType<typeof settleRemittance>;

/** Three steps lead from one end to the other; the rest is for who was faster. */
const stepping = { ...onConflict, ms: 1, count: 12 };

function writtenOf({ remittances, clock }: SettleRemittanceDeps, before: Remittance, event: Event): Written {
  const at = clock.now();
  const moved = accepted(moveRemittance(before, { event, actor: { kind: "SYSTEM", id: "reconciler" }, at }));
  const { remittance: after, events } = withRemittanceHistory(moved.remittance, [moved.event], at);
  return {
    identity: [remittances.stepped(after, event)],
    state: remittances.moved(before, after),
    events,
  };
}
