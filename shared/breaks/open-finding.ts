import type { Actor } from "../kernel/event.ts";
import type { Instant } from "../kernel/time.ts";
import { breakIdOf, otherFinding, type OtherFinding } from "./finding.ts";
import type { BreakStore } from "./store.ts";
import { takeFinding, type Effect, type TakeFindingDeps } from "./take-finding.ts";
import type { BreakId } from "./wire.ts";

export type OpenFindingDeps = TakeFindingDeps & { readonly breaks: Pick<BreakStore, "find"> };

/**
 * Opens a break for what something else than a run found, such as a comparison of inventories, a file or a clock.
 * Finding it again is the same break; no run of the reconciliation ever clears it. Whoever found it may.
 */
export const openFinding =
  (deps: OpenFindingDeps) =>
  async (
    found: OtherFinding,
    looked: { readonly actor: Actor; readonly at: Instant },
  ): Promise<{ readonly breakId: BreakId; readonly effect: Effect }> => {
    const finding = otherFinding(found);
    const breakId = breakIdOf(finding.fingerprint);
    const known = await deps.breaks.find(breakId);
    return { breakId, effect: await takeFinding(deps, finding, { looked, known }) };
  };
