import type { RemittanceId } from "../kernel/ids.ts";
import { accepted } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write, Written } from "../platform/write.ts";
import { withRemittanceHistory } from "./history.ts";
import { remittanceTransitions, type Remittance } from "./model.ts";
import { moveRemittance } from "./move-remittance.ts";
import type { RemittanceStore } from "./store.ts";

type UnmatchRemittanceDeps = {
  readonly remittances: Pick<RemittanceStore, "find" | "moved" | "stepped">;
  readonly write: Write;
  readonly clock: Clock;
};

const canBeUnmatched = ({ state }: Pick<Remittance, "state">): boolean =>
  remittanceTransitions.unmatch.from.some((one) => one === state);

/**
 * Has an advice looked at again, for a match of its lines or of its money was taken back. Nothing is written where
 * it is looked at anyway.
 */
export const unmatchRemittance =
  (deps: UnmatchRemittanceDeps) =>
  async (remittanceId: RemittanceId): Promise<void> =>
    attempts(async () => {
      const before = await deps.remittances.find(remittanceId);
      if (before === undefined || before.state === "LOADING" || !canBeUnmatched(before)) return;
      return (await deps.write(writtenOf(deps, before))).ok ? undefined : again;
    }, onConflict);

function writtenOf({ remittances, clock }: UnmatchRemittanceDeps, before: Remittance): Written {
  const at = clock.now();
  const actor = { kind: "SYSTEM", id: "reconciler" } as const;
  const moved = accepted(moveRemittance(before, { event: "unmatch", actor, at }));
  const { remittance: after, events } = withRemittanceHistory(moved.remittance, [moved.event], at);
  return {
    identity: [remittances.stepped(after, "unmatch")],
    state: remittances.moved(before, after),
    events,
  };
}
