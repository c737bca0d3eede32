import type { UpdateOne } from "../platform/dynamo.ts";
import type { MatchStore } from "./match-store.ts";
import type { Advice, AdviceLine } from "./model.ts";
import type { PlanOf, PlanStore } from "./plan-store.ts";
import type { RunStore } from "./run-store.ts";

export type SettleAdvicesDeps = {
  readonly plans: Pick<PlanStore, "advices">;
  readonly advices: {
    readonly stillOpen: (
      remittanceIds: readonly string[],
    ) => AsyncIterable<{ readonly advice: Advice; readonly lines: readonly AdviceLine[] }>;
  };
  readonly matches: Pick<MatchStore, "claimedOf">;
  readonly runs: Pick<RunStore, "settledTo">;
  readonly update: UpdateOne;
  /** What becomes of an advice by what was matched of it. */
  readonly settle: (
    remittanceId: string,
    found: { readonly isMatched: boolean; readonly isFunded: boolean },
  ) => Promise<void>;
};

type Settling = {
  readonly plan: PlanOf;
  /** The last advice that was told before. */
  readonly after: string | undefined;
  readonly isTimeUp: () => boolean;
};

/**
 * Tells every advice that a run looked at what became of it: it is matched when every line of it is, and funded when
 * its money came or nothing was to come.
 * @returns whether all of them were told before time was up
 */
export const settleAdvices =
  (deps: SettleAdvicesDeps) =>
  async ({ plan, after, isTimeUp }: Settling): Promise<boolean> => {
    let page = await deps.plans.advices(plan, after);
    for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
      if (isTimeUp()) return false;
      await settlePage(deps, page);
      await deps.update(deps.runs.settledTo(plan, last));
      page = await deps.plans.advices(plan, last);
    }
    return true;
  };

async function settlePage(
  { advices, matches, settle }: SettleAdvicesDeps,
  remittanceIds: readonly string[],
): Promise<void> {
  const funded = await matches.claimedOf("FUNDED", remittanceIds);
  for await (const { advice, lines } of advices.stillOpen(remittanceIds)) {
    const lineIds = lines.map(({ lineId }) => lineId);
    const matched = await matches.claimedOf("ADVISED", lineIds);
    await settle(advice.remittanceId, {
      isMatched: lineIds.every((id) => matched.has(id)),
      isFunded: advice.total <= 0 || funded.has(advice.remittanceId),
    });
  }
}

export type SettleAdvices = ReturnType<typeof settleAdvices>;
